{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[identity.sign_in]]</h1>
{{#ANNOUNCEMENT}}<div class="utrecht-alert utrecht-alert--info"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">{{TITLE}}</p><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>{{/ANNOUNCEMENT}}
[[> identity/notice]]
{{#ONE}}<p class="utrecht-paragraph">[[external.how]]</p>
<p class="utrecht-paragraph"><a class="utrecht-button utrecht-button--primary-action iz-button-wide" href="{{PATH}}">[[external.button]]</a></p>{{/ONE}}
{{#TWO}}<p class="utrecht-paragraph">[[external.how]]</p>
<h2 class="utrecht-heading-2">[[identity.who]]</h2>
<p class="utrecht-paragraph"><a class="utrecht-button utrecht-button--secondary-action iz-button-wide" href="{{CLIENT_PATH}}">[[identity.who_client]]</a></p>
<p class="utrecht-paragraph"><a class="utrecht-button utrecht-button--secondary-action iz-button-wide" href="{{OTHER_PATH}}">[[identity.who_representative]]</a></p>{{/TWO}}
<p class="utrecht-paragraph">[[external.account]]</p>
[[> identity/help]]
</div></main>
</div>
