{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel/passkeys"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.passkeys_back]]</a><h1 class="utrecht-heading-1">[[profile.make_passkey]]</h1></div>
[[> identity/notice]]
<p class="utrecht-paragraph">[[profile.make_passkey_text]]</p>
<form class="iz-form" method="post" action="/profiel/passkeys/bewaren" data-passkey="create" data-challenge="{{CHALLENGE}}" data-party="{{PARTY}}" data-party-name="{{PARTY_NAME}}" data-user="{{USER}}" data-user-name="{{USER_NAME}}" data-known="{{KNOWN}}">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="vraag" value="{{SEALED}}">
<input type="hidden" name="sleutel"><input type="hidden" name="browser"><input type="hidden" name="bewijs"><input type="hidden" name="handtekening"><input type="hidden" name="houder">
<div class="utrecht-form-field utrecht-form-field--text">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="naam">[[profile.passkey_name]]</label></div>
<div class="utrecht-form-field-description" id="naam-uitleg">[[profile.passkey_name_hint]]</div>
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="naam" name="naam" type="text" value="{{NAME}}" maxlength="60" autocomplete="off" aria-describedby="naam-uitleg"></div>
</div>
<p class="utrecht-paragraph" data-without-passkey>[[passkeys.needs_script]]</p>
<p class="iz-form__error" role="alert" data-passkey-stopped hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[profile.passkey_stopped]]</span></p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit" hidden>[[profile.make_passkey]]</button>
</form>
</div>
