{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[identity.sign_in]]</h1>
{{#ANNOUNCEMENT}}<div class="utrecht-alert utrecht-alert--info"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">{{TITLE}}</p><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>{{/ANNOUNCEMENT}}
[[> identity/notice]]
<form class="iz-form" method="post" action="/inloggen">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="terug" value="{{WANTED}}">
<div class="utrecht-form-field utrecht-form-field--text">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="gebruikersnaam">[[identity.user_name]]</label></div>
<div class="utrecht-form-field-description" id="gebruikersnaam-uitleg">{{NAME_HINT}}</div>
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="gebruikersnaam" name="gebruikersnaam" type="text" value="{{NAME}}" maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="gebruikersnaam-uitleg"></div>
</div>
<div class="utrecht-form-field utrecht-form-field--text">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="wachtwoord">[[identity.password]]</label></div>
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input" id="wachtwoord" name="wachtwoord" type="password" autocomplete="current-password"><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password]]</span></button></div>
</div>
{{#WHO}}<fieldset class="iz-stack iz-stack--tight"{{#MISSING}} aria-describedby="gebruiker-fout"{{/MISSING}}><legend class="utrecht-form-label">[[identity.who]]</legend>
{{#MISSING}}<p class="iz-form__error" id="gebruiker-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[identity.who_missing]]</span></p>{{/MISSING}}
<label class="iz-check"><input type="radio" name="gebruiker" value="client"> <span>[[identity.who_client]]</span></label>
<label class="iz-check"><input type="radio" name="gebruiker" value="vertegenwoordiger"> <span>[[identity.who_representative]]</span></label>
</fieldset>{{/WHO}}
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[identity.sign_in]]</button>
</form>
<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/wachtwoord-vergeten">[[identity.forgot_link]]</a>{{#PASSKEY}}<br><a class="utrecht-link utrecht-link--html-a iz-solo" href="{{PATH}}">[[passkeys.link]]</a>{{/PASSKEY}}</p>
{{#REGISTER}}<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/registreren">[[enrolment.register_link]]</a></p>{{/REGISTER}}
[[> identity/help]]
</div></main>
</div>
