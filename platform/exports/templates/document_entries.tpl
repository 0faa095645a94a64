{{%AUTOESCAPE context="HTML"}}
{{#ENTRY}}<article>
<h2>{{HEADING}}</h2>
{{#AT}}<p class="soft">{{MOMENT}}</p>
{{/AT}}{{#BY}}<p class="soft">{{WHO}}</p>
{{/BY}}{{#TEXT_BLOCK}}<p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>
{{/TEXT_BLOCK}}{{#VALUES}}<dl>
{{#VALUE}}<div><dt>{{LABEL}}</dt><dd>{{TEXT}}</dd></div>
{{/VALUE}}</dl>
{{/VALUES}}</article>
{{/ENTRY}}
