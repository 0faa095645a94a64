{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.confirm_back]]</a><h1 class="utrecht-heading-1">[[profile.confirm_title]]</h1></div>
[[> identity/notice]]
<p class="utrecht-paragraph">{{WHAT}}{{#SENT_TO}} [[identity.code_sent_to]] <strong class="iz-nowrap">{{NUMBER}}</strong>.{{/SENT_TO}}</p>
{{#BY_APP}}<p class="utrecht-paragraph">[[factors.by_app]]</p>{{/BY_APP}}
{{#NO_NUMBER}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[identity.no_number_title]]</p><p class="utrecht-paragraph">[[identity.no_number_text]]</p></div></div></div>{{/NO_NUMBER}}
[[> identity/code_form]]
{{#RECOVERY}}<details class="iz-card iz-folded"><summary class="utrecht-link utrecht-link--html-a iz-solo"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-down"></use></svg> [[factors.no_phone]]</summary><form class="iz-form iz-stack--tight" method="post" action="/bevestigen">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="herstelcode">[[factors.recovery_code]]</label></div>
<div class="utrecht-form-field-description" id="herstelcode-uitleg">[[factors.recovery_hint]]</div>
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="herstelcode" name="code" type="text" autocomplete="off" inputmode="numeric" maxlength="20" aria-describedby="herstelcode-uitleg"></div>
</div>
<button class="utrecht-button utrecht-button--secondary-action" type="submit">[[factors.use_recovery]]</button>
</form></details>{{/RECOVERY}}
[[> identity/help]]
</div>
