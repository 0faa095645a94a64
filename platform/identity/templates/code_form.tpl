{{%AUTOESCAPE context="HTML"}}
{{#NOT_SENT}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">{{#BY_SMS}}[[identity.not_sent_title]]{{/BY_SMS}}{{#BY_MAIL}}[[identity.mail_not_sent_title]]{{/BY_MAIL}}</p><p class="utrecht-paragraph">[[identity.not_sent_text]]</p></div></div></div>{{/NOT_SENT}}
{{#BLOCKED}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[identity.blocked_title]]</p><p class="utrecht-paragraph">{{#UNTIL}}[[identity.blocked_text]]{{/UNTIL}}{{#TOMORROW}}[[enrolment.blocked_text]]{{/TOMORROW}}</p></div></div></div>{{/BLOCKED}}
{{#CODE_FORM}}<form class="iz-form" method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">{{#WANTED}}<input type="hidden" name="terug" value="{{PATH}}">{{/WANTED}}
<div class="utrecht-form-field utrecht-form-field--text{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="code">[[identity.code]]</label></div>
<div class="utrecht-form-field-description" id="code-uitleg">{{#HINT}}{{#BY_SMS}}[[identity.code_hint]]{{/BY_SMS}}{{#BY_MAIL}}[[identity.mail_code_hint]]{{/BY_MAIL}}{{/HINT}}{{#HINT_APP}}[[factors.app_hint]]{{/HINT_APP}}{{#HINT_OVER}}[[identity.code_hint_over]]{{/HINT_OVER}}</div>
{{#WRONG}}<p class="iz-form__error" id="code-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input iz-code{{#WRONG}} utrecht-textbox--invalid{{/WRONG}}" id="code" name="code" type="text" autocomplete="one-time-code" inputmode="numeric" maxlength="12"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{#WRONG}}code-fout {{/WRONG}}code-uitleg"></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[identity.check_code]]</button>
</form>{{/CODE_FORM}}
{{#RESEND}}<form class="iz-card iz-card--warm iz-stack iz-stack--tight" method="post" action="{{RESEND_ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">{{#WANTED}}<input type="hidden" name="terug" value="{{PATH}}">{{/WANTED}}
<h2 class="utrecht-heading-2">{{LABEL}}?</h2>
<p class="utrecht-paragraph">{{#WAIT}}{{#BY_SMS}}[[identity.resend_from]]{{/BY_SMS}}{{#BY_MAIL}}[[identity.mail_resend_from]]{{/BY_MAIL}}{{/WAIT}}{{#NOW}}[[identity.resend_now]]{{/NOW}}</p>
<button class="utrecht-button utrecht-button--secondary-action" type="submit">{{LABEL}}</button>
</form>{{/RESEND}}
