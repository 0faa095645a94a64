{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel/codes"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[factors.app_back]]</a><h1 class="utrecht-heading-1">[[factors.app_title]]</h1></div>
{{#WRONG}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[profile.fault_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#code">[[factors.app_wrong]]</a></p></div></div></div>{{/WRONG}}
<p class="utrecht-paragraph">[[factors.app_step1]]</p>
{{#PICTURE}}<svg class="iz-qr" role="img" aria-label="[[factors.app_picture]]" width="240" height="240" viewBox="0 0 {{SIZE}} {{SIZE}}" shape-rendering="crispEdges"><rect width="{{SIZE}}" height="{{SIZE}}" fill="#ffffff"></rect><path d="{{SQUARES}}" fill="#000000"></path></svg>{{/PICTURE}}
<p class="utrecht-paragraph">[[factors.app_type]]<br><strong>{{SECRET}}</strong></p>
<p class="utrecht-paragraph">[[factors.app_step2]]</p>
<form class="iz-form" method="post" action="/profiel/codes/app"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="utrecht-form-field utrecht-form-field--text{{#WRONG}} utrecht-form-field--invalid{{/WRONG}}">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="code">[[factors.app_code]]</label></div>
<div class="utrecht-form-field-description" id="code-uitleg">[[factors.app_hint]]</div>
{{#WRONG}}<p class="iz-form__error" id="code-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[factors.app_wrong]]</span></p>{{/WRONG}}
<div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input iz-code{{#WRONG}} utrecht-textbox--invalid{{/WRONG}}" id="code" name="code" type="text" autocomplete="one-time-code" inputmode="numeric" maxlength="12"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{#WRONG}}code-fout {{/WRONG}}code-uitleg"></div>
</div>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[factors.app_check]]</button>
</form>
</div>
