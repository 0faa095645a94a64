{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/inloggen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[identity.back_to_sign_in]]</a><h1 class="utrecht-heading-1">[[reset.sent_title]]</h1></div>
<p class="utrecht-paragraph">{{TEXT}}</p>
<p class="utrecht-paragraph">[[reset.sent_phone]]</p>
<p class="utrecht-paragraph">[[reset.sent_nothing]]</p>
<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/wachtwoord-vergeten">[[reset.sent_again]]</a></p>
[[> identity/help]]
</div></main>
</div>
