{{%AUTOESCAPE context="HTML"}}
<div class="iz-login__help iz-stack iz-stack--tight">
<h2 class="utrecht-heading-2">[[identity.help_title]]</h2>
{{#HELP_EMAIL}}<p class="utrecht-paragraph">[[identity.help_mail]] <a class="utrecht-link utrecht-link--html-a" href="mailto:{{EMAIL:url_query_escape}}">{{BEFORE}}<wbr>{{AFTER}}</a>.{{#HOURS}} [[identity.help_hours]]{{/HOURS}}</p>{{/HELP_EMAIL}}
{{#HELP_PHONE}}<p class="utrecht-paragraph">[[identity.help_phone]]</p>{{/HELP_PHONE}}
{{#HELP_LINE}}<p class="utrecht-paragraph"><strong>{{TOPIC}}:</strong> {{#PIECE}}<wbr>{{TEXT}}{{/PIECE}}</p>{{/HELP_LINE}}
{{#HELP_NOTE}}<p class="utrecht-paragraph iz-small iz-soft">{{TEXT}}</p>{{/HELP_NOTE}}
</div>
