{{%AUTOESCAPE context="HTML"}}
<nav class="iz-tabs" aria-label="[[people.title]]"><ul role="list">
{{#TAB}}<li><a href="{{PATH}}"{{#CHOSEN}} aria-current="page"{{/CHOSEN}}>{{LABEL}}</a></li>
{{/TAB}}</ul></nav>
