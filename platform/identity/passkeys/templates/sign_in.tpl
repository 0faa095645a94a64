{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="{{BACK}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[identity.back_to_sign_in]]</a><h1 class="utrecht-heading-1">[[passkeys.title]]</h1></div>
[[> identity/notice]]
<p class="utrecht-paragraph">[[passkeys.what]]</p>
<form class="iz-form" method="post" action="/inloggen/passkey" data-passkey="get" data-challenge="{{CHALLENGE}}" data-party="{{PARTY}}">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="terug" value="{{WANTED}}"><input type="hidden" name="vraag" value="{{SEALED}}">
<input type="hidden" name="sleutel"><input type="hidden" name="browser"><input type="hidden" name="bewijs"><input type="hidden" name="handtekening"><input type="hidden" name="houder">
{{#WHO}}<fieldset class="iz-stack iz-stack--tight"{{#MISSING}} aria-describedby="gebruiker-fout"{{/MISSING}}><legend class="utrecht-form-label">[[identity.who]]</legend>
{{#MISSING}}<p class="iz-form__error" id="gebruiker-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[identity.who_missing]]</span></p>{{/MISSING}}
<label class="iz-check"><input type="radio" name="gebruiker" value="client"> <span>[[identity.who_client]]</span></label>
<label class="iz-check"><input type="radio" name="gebruiker" value="vertegenwoordiger"> <span>[[identity.who_representative]]</span></label>
</fieldset>{{/WHO}}
<p class="utrecht-paragraph" data-without-passkey>[[passkeys.needs_script]]</p>
<p class="iz-form__error" role="alert" data-passkey-stopped hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[passkeys.stopped]]</span></p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit" hidden>[[passkeys.use]]</button>
</form>
<p class="utrecht-paragraph">[[passkeys.no_passkey]]</p>
[[> identity/help]]
</div></main>
</div>
