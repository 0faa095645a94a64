{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.invitation_title]]</h1>
[[> identity/enrolment/invited_by]]
{{#SIGN_IN}}<p class="utrecht-paragraph">[[enrolment.has_account]]</p>
<p class="utrecht-paragraph"><a class="utrecht-button utrecht-button--primary-action iz-button-wide" href="/inloggen?terug=/uitnodiging">[[identity.sign_in]]</a></p>
<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/wachtwoord-vergeten">[[identity.forgot_link]]</a></p>{{/SIGN_IN}}
{{#EXTERNAL}}<p class="utrecht-paragraph">[[external.invited]]</p>
<p class="utrecht-paragraph"><a class="utrecht-button utrecht-button--primary-action iz-button-wide" href="/inloggen?terug=/uitnodiging">[[identity.sign_in]]</a></p>{{/EXTERNAL}}
{{#TAKE_UP}}<p class="utrecht-paragraph">[[enrolment.take_up_text]]</p>
<form class="iz-form" method="post" action="/uitnodiging/aannemen">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[enrolment.take_up]]</button>
</form>{{/TAKE_UP}}
[[> identity/help]]
</div></main>
</div>
