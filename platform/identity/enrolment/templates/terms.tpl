{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.terms_title]]</h1>
{{#ERROR}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[enrolment.terms_missing_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#akkoord">[[enrolment.terms_missing]]</a></p></div></div></div>{{/ERROR}}
<p class="utrecht-paragraph">{{WHY}}</p>
<form class="iz-form" method="post" action="/voorwaarden">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="terug" value="{{WANTED}}">
[[> identity/enrolment/terms_text]]
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[enrolment.terms_go_on]]</button>
</form>
<p class="utrecht-paragraph">[[enrolment.terms_no]]</p>
[[> identity/help]]
</div></main>
</div>
