{{%AUTOESCAPE context="HTML"}}
<div class="iz-page"><main class="iz-main" id="inhoud" tabindex="-1"><div class="iz-stack iz-measure">
<h1 class="utrecht-heading-1">{{TITLE}}</h1>
{{#ASK}}<p class="utrecht-paragraph">[[notices.stop_ask_text]]</p>
<form class="iz-actions" method="post" action="{{ACTION}}"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[notices.stop_button]]</button></form>
<p class="utrecht-paragraph">[[notices.stop_or_choose]] <a class="utrecht-link utrecht-link--html-a" href="/profiel/meldingen">[[notices.choices_title]]</a></p>{{/ASK}}
{{#DONE}}<p class="utrecht-paragraph">[[notices.stop_done_text]]</p>
<p class="utrecht-paragraph">[[notices.stop_again]] <a class="utrecht-link utrecht-link--html-a" href="/profiel/meldingen">[[notices.choices_title]]</a></p>{{/DONE}}
{{#UNKNOWN}}<p class="utrecht-paragraph">[[notices.stop_unknown_text]]</p>
<div class="iz-actions"><a class="utrecht-button utrecht-button--primary-action" href="/profiel/meldingen">[[notices.choices_title]]</a></div>{{/UNKNOWN}}
</div></main></div>
