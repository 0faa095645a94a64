{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">[[profile.details_title]]</h1></div>
{{#SUMMARY}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[profile.fault_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#{{AT}}">{{TEXT}}</a></p></div></div></div>{{/SUMMARY}}
<form class="iz-form" method="post" action="/profiel/contactgegevens">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#LANDLINE}}<div class="utrecht-form-field utrecht-form-field--text{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="telefoon">[[profile.landline]]</label></div>
<div class="utrecht-form-field-description" id="telefoon-uitleg">[[profile.landline_hint]]</div>
{{#WRONG}}<p class="iz-form__error" id="telefoon-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input{{#WRONG}} utrecht-textbox--invalid{{/WRONG}}" id="telefoon" name="telefoon" type="tel" autocomplete="home tel" inputmode="tel" value="{{VALUE}}" maxlength="30"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{#WRONG}}telefoon-fout {{/WRONG}}telefoon-uitleg"></div>
</div>{{/LANDLINE}}
{{#ADDRESS}}<div class="utrecht-form-field utrecht-form-field--textarea{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="adres">[[profile.address]]</label></div>
<div class="utrecht-form-field-description" id="adres-uitleg">[[profile.address_hint]]</div>
{{#WRONG}}<p class="iz-form__error" id="adres-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="adres" name="adres" rows="3" autocomplete="street-address" maxlength="300"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{#WRONG}}adres-fout {{/WRONG}}adres-uitleg">
{{VALUE}}</textarea></div>
</div>{{/ADDRESS}}
<div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[profile.details_keep]]</button><a class="utrecht-button utrecht-button--secondary-action" href="/profiel">[[profile.not_change]]</a></div>
</form>
</div>
