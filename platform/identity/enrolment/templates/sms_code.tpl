{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.sms_code_title]]</h1>
[[> identity/enrolment/steps]]
[[> identity/enrolment/wrong]]
{{#OK}}[[> identity/enrolment/sent_again]]{{/OK}}
<p class="utrecht-paragraph">[[identity.code_sent_to]] <strong class="iz-nowrap">{{NUMBER}}</strong>. [[enrolment.sms_why]]</p>
[[> identity/code_form]]
<form class="iz-stack iz-stack--tight" method="post" action="/account-maken/ander-nummer">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="utrecht-paragraph">[[enrolment.number_wrong_hint]]</p>
<button class="utrecht-button utrecht-button--secondary-action" type="submit">[[enrolment.other_number]]</button>
</form>
[[> identity/help]]
</div></main>
</div>
