{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
{{#DONE}}<h1 class="utrecht-heading-1">[[password.done_title]]</h1>
<p class="utrecht-paragraph">[[password.done_text]]</p>
<div class="iz-actions"><a class="utrecht-button utrecht-button--primary-action" href="/profiel">[[profile.back]]</a></div>{{/DONE}}
{{#ASK}}<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">[[password.title]]</h1></div>
<form class="iz-form" method="post" action="/profiel/wachtwoord/code"><input type="hidden" name="csrf" value="{{CSRF}}">
<p class="utrecht-paragraph">[[password.ask]]</p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[password.ask_button]]</button></form>{{/ASK}}
{{#FORM}}<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">[[password.title]]</h1></div>
{{#ERROR}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[identity.fault_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#{{AT}}">{{TEXT}}</a></p></div></div></div>{{/ERROR}}
<form class="iz-form" method="post" action="/profiel/wachtwoord"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text{{#ERROR_OLD}} utrecht-form-field--invalid{{/ERROR_OLD}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="oud">[[password.old]]</label></div>
{{#ERROR_OLD}}<p class="iz-form__error" id="oud-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/ERROR_OLD}}
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input" id="oud" name="oud" type="password" autocomplete="current-password"{{#ERROR_OLD}} aria-invalid="true" aria-describedby="oud-fout"{{/ERROR_OLD}}><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[password.the_old]]</span></button></div>
</div>
<div class="utrecht-form-field utrecht-form-field--text{{#ERROR_FIRST}} utrecht-form-field--invalid{{/ERROR_FIRST}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="wachtwoord">[[identity.new_password]]</label></div>
<div class="utrecht-form-field-description" id="wachtwoord-uitleg">[[identity.password_rules]]</div>
{{#ERROR_FIRST}}<p class="iz-form__error" id="wachtwoord-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/ERROR_FIRST}}
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input" id="wachtwoord" name="wachtwoord" type="password" autocomplete="new-password"{{#ERROR_FIRST}} aria-invalid="true"{{/ERROR_FIRST}} aria-describedby="{{#ERROR_FIRST}}wachtwoord-fout {{/ERROR_FIRST}}wachtwoord-uitleg"><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password]]</span></button></div>
</div>
<div class="utrecht-form-field utrecht-form-field--text{{#ERROR_AGAIN}} utrecht-form-field--invalid{{/ERROR_AGAIN}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="nogmaals">[[identity.new_password_again]]</label></div>
{{#ERROR_AGAIN}}<p class="iz-form__error" id="nogmaals-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/ERROR_AGAIN}}
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input" id="nogmaals" name="nogmaals" type="password" autocomplete="new-password"{{#ERROR_AGAIN}} aria-invalid="true" aria-describedby="nogmaals-fout"{{/ERROR_AGAIN}}><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password_again]]</span></button></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[password.save]]</button>
</form>{{/FORM}}
</div>
