{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">{{TITLE}}</h1></div>
{{#SUMMARY}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[profile.fault_title]]</p>{{#VALUE_FAULT}}<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#nieuw">{{TEXT}}</a></p>{{/VALUE_FAULT}}{{#PASSWORD_FAULT}}<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#wachtwoord">{{TEXT}}</a></p>{{/PASSWORD_FAULT}}</div></div></div>{{/SUMMARY}}
{{#NOW}}<p class="utrecht-paragraph">[[profile.now]] <strong>{{VALUE}}</strong>.</p>{{/NOW}}
<form class="iz-form" method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text{{#VALUE_WRONG}} utrecht-form-field--invalid{{/VALUE_WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="nieuw">{{LABEL_NEW}}</label></div>
<div class="utrecht-form-field-description" id="nieuw-uitleg">{{HINT_NEW}}</div>
{{#VALUE_WRONG}}<p class="iz-form__error" id="nieuw-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/VALUE_WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input{{#VALUE_WRONG}} utrecht-textbox--invalid{{/VALUE_WRONG}}" id="nieuw" name="nieuw"{{#IS_PHONE}} type="tel" autocomplete="tel" inputmode="tel"{{/IS_PHONE}}{{#IS_EMAIL}} type="text" autocomplete="email" inputmode="email" autocapitalize="none" spellcheck="false"{{/IS_EMAIL}} value="{{VALUE}}" maxlength="254"{{#VALUE_WRONG}} aria-invalid="true"{{/VALUE_WRONG}} aria-describedby="{{#VALUE_WRONG}}nieuw-fout {{/VALUE_WRONG}}nieuw-uitleg"></div>
</div>
<div class="utrecht-form-field utrecht-form-field--text{{#PASSWORD_WRONG}} utrecht-form-field--invalid{{/PASSWORD_WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="wachtwoord">[[profile.own_password]]</label></div>
<div class="utrecht-form-field-description" id="wachtwoord-uitleg">[[profile.own_password_hint]]</div>
{{#PASSWORD_WRONG}}<p class="iz-form__error" id="wachtwoord-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/PASSWORD_WRONG}}
<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input{{#PASSWORD_WRONG}} utrecht-textbox--invalid{{/PASSWORD_WRONG}}" id="wachtwoord" name="wachtwoord" type="password" autocomplete="current-password"{{#PASSWORD_WRONG}} aria-invalid="true"{{/PASSWORD_WRONG}} aria-describedby="{{#PASSWORD_WRONG}}wachtwoord-fout {{/PASSWORD_WRONG}}wachtwoord-uitleg"><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password]]</span></button></div>
</div>
<div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[profile.go_on]]</button><a class="utrecht-button utrecht-button--secondary-action" href="/profiel">[[profile.not_change]]</a></div>
</form>
{{#LOST_APP}}<p class="utrecht-paragraph">[[profile.lost_app]]</p>{{/LOST_APP}}{{#LOST_PAPER}}<p class="utrecht-paragraph">[[profile.lost_paper]]</p>{{/LOST_PAPER}}
<p class="utrecht-paragraph">{{LOST}}</p>
[[> identity/help]]
</div>
