{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.phone_title]]</h1>
[[> identity/enrolment/steps]]
[[> identity/enrolment/wrong]]
<p class="utrecht-paragraph">[[enrolment.phone_intro]]</p>
<form class="iz-form" method="post" action="/account-maken/nummer">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="nummer">[[enrolment.phone]]</label></div>
<div class="utrecht-form-field-description" id="nummer-uitleg">[[enrolment.phone_hint]]</div>
{{#WRONG}}<p class="iz-form__error" id="nummer-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="nummer" name="nummer" type="tel" value="{{TYPED}}" maxlength="40" autocomplete="tel"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{#WRONG}}nummer-fout {{/WRONG}}nummer-uitleg"></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[enrolment.send_code]]</button>
</form>
[[> identity/help]]
</div></main>
</div>
