{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<h1 class="utrecht-heading-1">[[enrolment.last_title]]</h1>
[[> identity/enrolment/steps]]
[[> identity/enrolment/wrong]]
<form class="iz-form" method="post" action="/account-maken/afronden">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#TERMS}}<p class="utrecht-paragraph">[[enrolment.terms_first]]</p>
[[> identity/enrolment/terms_text]]{{/TERMS}}
{{#WHO}}<fieldset class="iz-stack iz-stack--tight"{{#WHO_MISSING}} aria-describedby="gebruiker-fout"{{/WHO_MISSING}}><legend class="utrecht-form-label">[[enrolment.who]]</legend>
{{#WHO_MISSING}}<p class="iz-form__error" id="gebruiker-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[identity.who_missing]]</span></p>{{/WHO_MISSING}}
<label class="iz-check"><input type="radio" id="gebruiker" name="gebruiker" value="client"> <span>[[identity.who_client]]</span></label>
<label class="iz-check"><input type="radio" name="gebruiker" value="vertegenwoordiger"> <span>[[identity.who_representative]]</span></label>
</fieldset>{{/WHO}}
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[enrolment.make_account]]</button>
</form>
[[> identity/help]]
</div></main>
</div>
