{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/inloggen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[identity.back_to_sign_in]]</a><h1 class="utrecht-heading-1">[[identity.forgot_title]]</h1></div>
{{#ERROR}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[reset.missing_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#{{AT}}">{{TEXT}}</a></p></div></div></div>{{/ERROR}}
<p class="utrecht-paragraph">{{TEXT}}</p>
<p class="utrecht-paragraph">[[identity.forgot_check]]</p>
<form class="iz-form" method="post" action="/wachtwoord-vergeten" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#USER_NAME}}<div class="utrecht-form-field utrecht-form-field--text{{#NO_NAME}} utrecht-form-field--invalid{{/NO_NAME}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="gebruikersnaam">[[identity.user_name]]</label></div>
<div class="utrecht-form-field-description" id="gebruikersnaam-uitleg">[[identity.name_hint_user_name]]</div>
{{#NO_NAME}}<p class="iz-form__error" id="gebruikersnaam-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[reset.missing_gebruikersnaam]]</span></p>{{/NO_NAME}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="gebruikersnaam" name="gebruikersnaam" type="text" value="{{NAME}}" maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false"{{#NO_NAME}} aria-invalid="true"{{/NO_NAME}} aria-describedby="{{#NO_NAME}}gebruikersnaam-fout {{/NO_NAME}}gebruikersnaam-uitleg"></div>
</div>{{/USER_NAME}}
<div class="utrecht-form-field utrecht-form-field--text{{#NO_EMAIL}} utrecht-form-field--invalid{{/NO_EMAIL}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="email">[[reset.email]]</label></div>
<div class="utrecht-form-field-description" id="email-uitleg">[[reset.email_hint]]</div>
{{#NO_EMAIL}}<p class="iz-form__error" id="email-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[reset.missing_email]]</span></p>{{/NO_EMAIL}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="email" name="email" type="email" value="{{EMAIL}}" maxlength="254" autocomplete="email" autocapitalize="none" spellcheck="false"{{#NO_EMAIL}} aria-invalid="true"{{/NO_EMAIL}} aria-describedby="{{#NO_EMAIL}}email-fout {{/NO_EMAIL}}email-uitleg"></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[reset.send]]</button>
</form>
[[> identity/help]]
</div></main>
</div>
