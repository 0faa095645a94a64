{{%AUTOESCAPE context="HTML"}}
<h2 class="utrecht-heading-2">[[views.questions_title]]</h2>
{{#HELP_BY_EMAIL}}<p class="utrecht-paragraph">[[views.mail_us]] <a class="utrecht-link utrecht-link--html-a" href="mailto:{{EMAIL:url_query_escape}}">{{BEFORE}}<wbr>{{AFTER}}</a>.</p>{{/HELP_BY_EMAIL}}
{{#HELP_BY_PHONE}}<p class="utrecht-paragraph">[[views.call_us]] <strong class="iz-nowrap">{{PHONE}}</strong>.</p>{{/HELP_BY_PHONE}}
<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/informatie">[[views.to_information]]</a></p>
