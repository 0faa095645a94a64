{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/inloggen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[identity.back_to_sign_in]]</a><h1 class="utrecht-heading-1">[[enrolment.register_title]]</h1></div>
{{#ERROR}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[enrolment.wrong_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#email">[[enrolment.email_wrong]]</a></p></div></div></div>{{/ERROR}}
<p class="utrecht-paragraph">[[enrolment.register_intro]]</p>
<p class="utrecht-paragraph">{{HOW}}</p>
<form class="iz-form" method="post" action="/registreren">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="email">[[enrolment.email]]</label></div>
{{#WRONG}}<p class="iz-form__error" id="email-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[enrolment.email_wrong]]</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="email" name="email" type="email" value="{{EMAIL}}" maxlength="254" autocomplete="email" autocapitalize="none" spellcheck="false"{{#WRONG}} aria-invalid="true" aria-describedby="email-fout"{{/WRONG}}></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[enrolment.send_code]]</button>
</form>
[[> identity/help]]
</div></main>
</div>
