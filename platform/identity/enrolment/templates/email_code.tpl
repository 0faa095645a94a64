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
{{#NOT_SENT}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[enrolment.mail_not_sent_title]]</p><p class="utrecht-paragraph">[[identity.not_sent_text]]</p></div></div></div>{{/NOT_SENT}}
{{#BLOCKED}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[identity.blocked_title]]</p><p class="utrecht-paragraph">[[enrolment.blocked_text]]</p></div></div></div>{{/BLOCKED}}
{{#CODE_FORM}}<form class="iz-form" method="post" action="/account-maken/mailcode">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="code">[[identity.code]]</label></div>
<div class="utrecht-form-field-description" id="code-uitleg">{{#HINT}}[[enrolment.mail_hint]]{{/HINT}}{{#HINT_OVER}}[[enrolment.mail_hint_over]]{{/HINT_OVER}}</div>
{{#WRONG}}<p class="iz-form__error" id="code-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input iz-code" id="code" name="code" type="text" autocomplete="one-time-code" inputmode="numeric" maxlength="12"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{#WRONG}}code-fout {{/WRONG}}code-uitleg"></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[identity.check_code]]</button>
</form>{{/CODE_FORM}}
{{#RESEND}}<form class="iz-card iz-card--warm iz-stack iz-stack--tight" method="post" action="/account-maken/nieuwe-code">
<input type="hidden" name="csrf" value="{{CSRF}}">
<h2 class="utrecht-heading-2">{{LABEL}}?</h2>
<p class="utrecht-paragraph">{{#WAIT}}[[enrolment.mail_resend_from]]{{/WAIT}}{{#NOW}}[[identity.resend_now]]{{/NOW}}</p>
<button class="utrecht-button utrecht-button--secondary-action" type="submit">{{LABEL}}</button>
</form>{{/RESEND}}
<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/registreren">[[enrolment.other_address]]</a></p>
[[> identity/help]]
</div></main>
</div>
