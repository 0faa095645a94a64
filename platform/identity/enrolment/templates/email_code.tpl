{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.email_code_title]]</h1>
[[> identity/enrolment/steps]]
[[> identity/enrolment/wrong]]
{{#OK}}[[> identity/enrolment/sent_again]]{{/OK}}
<p class="utrecht-paragraph">[[enrolment.email_code_sent]]</p>
<p class="utrecht-paragraph">[[enrolment.email_code_known]]</p>
[[> identity/code_form]]
<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/registreren">[[enrolment.other_address]]</a></p>
[[> identity/help]]
</div></main>
</div>
