{{%AUTOESCAPE context="HTML"}}
{{#MONTH_OPTION}}<option value="{{NUMBER}}"{{#IS_CHOSEN}} selected{{/IS_CHOSEN}}>{{NAME}}</option>{{/MONTH_OPTION}}
