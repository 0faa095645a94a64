{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.password_title]]</h1>
[[> identity/enrolment/invited_by]]
[[> identity/enrolment/steps]]
[[> identity/enrolment/wrong]]
<p class="utrecht-paragraph">[[enrolment.password_intro]]</p>
<form class="iz-form" method="post" action="/account-maken/wachtwoord">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input class="iz-vh" type="text" name="email" value="{{EMAIL}}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
<div class="utrecht-form-field utrecht-form-field--text{{#ERROR_FIRST}} utrecht-form-field--invalid{{/ERROR_FIRST}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="wachtwoord">[[identity.password]]</label></div>
<div class="utrecht-form-field-description" id="wachtwoord-uitleg">[[identity.password_rules]]</div>
{{#ERROR_FIRST}}<p class="iz-form__error" id="wachtwoord-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/ERROR_FIRST}}
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input" id="wachtwoord" name="wachtwoord" type="password" autocomplete="new-password"{{#ERROR_FIRST}} aria-invalid="true"{{/ERROR_FIRST}} aria-describedby="{{#ERROR_FIRST}}wachtwoord-fout {{/ERROR_FIRST}}wachtwoord-uitleg"><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password]]</span></button></div>
</div>
<div class="utrecht-form-field utrecht-form-field--text{{#ERROR_AGAIN}} utrecht-form-field--invalid{{/ERROR_AGAIN}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="nogmaals">[[enrolment.password_again]]</label></div>
{{#ERROR_AGAIN}}<p class="iz-form__error" id="nogmaals-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/ERROR_AGAIN}}
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input" id="nogmaals" name="nogmaals" type="password" autocomplete="new-password"{{#ERROR_AGAIN}} aria-invalid="true" aria-describedby="nogmaals-fout"{{/ERROR_AGAIN}}><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password_again]]</span></button></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[enrolment.go_on]]</button>
</form>
[[> identity/help]]
</div></main>
</div>
