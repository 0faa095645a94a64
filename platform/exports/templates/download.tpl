{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
  <h1 class="utrecht-heading-1">[[exports.title]]</h1>
  {{#SUMMARY}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[exports.wrong_title]]</p><p class="utrecht-paragraph">{{#AT_FIELD}}<a class="utrecht-link utrecht-link--html-a" href="#wachtwoord">{{FAULT}}</a>{{/AT_FIELD}}{{#NO_FIELD}}{{FAULT}}{{/NO_FIELD}}</p></div></div></div>
  {{/SUMMARY}}{{#READY}}<section class="iz-card iz-stack iz-stack--tight">
    <h2 class="utrecht-heading-2">[[exports.ready_title]]</h2>
    <p class="utrecht-paragraph">[[exports.ready_text]] {{SIZE}}. [[exports.ready_until]] {{UNTIL}}.</p>
    <p class="utrecht-paragraph">[[exports.ready_once]]</p>
    <form method="post" action="/download/ophalen" class="iz-actions"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[exports.fetch]]</button></form>
  </section>
  {{/READY}}{{#MAKING}}<section class="iz-card iz-stack iz-stack--tight">
    <h2 class="utrecht-heading-2">[[exports.making_title]]</h2>
    <p class="utrecht-paragraph">{{#PROGRESS}}[[exports.making_progress]] {{PERCENT}}%. {{/PROGRESS}}[[exports.making_text]]</p>
    <div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/download">[[exports.making_look]]</a></div>
  </section>
  {{/MAKING}}{{#FETCHED}}<div class="utrecht-alert utrecht-alert--info"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[exports.fetched_title]] {{MOMENT}}</p><p class="utrecht-paragraph">[[exports.fetched_text]]</p></div></div></div>
  {{/FETCHED}}{{#FAILED}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[exports.failed_title]]</p><p class="utrecht-paragraph">[[exports.failed_text]]</p></div></div></div>
  {{/FAILED}}{{#EXPIRED}}<div class="utrecht-alert utrecht-alert--info"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[exports.expired_title]]</p><p class="utrecht-paragraph">[[exports.expired_text]]</p></div></div></div>
  {{/EXPIRED}}{{#ASK}}<p class="utrecht-paragraph">[[exports.what]]</p>
  <section class="iz-card iz-stack iz-stack--tight">
    <h2 class="utrecht-heading-2">[[exports.in_it]]</h2>
    <ul class="utrecht-unordered-list">{{#PART}}<li class="utrecht-unordered-list__item">{{TITLE}}</li>
    {{/PART}}</ul>
  </section>
  {{#WARNING_TEXT}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[exports.warning_title]]</p><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>
  {{/WARNING_TEXT}}<form class="iz-form" method="post" action="/download/maken">
    <input type="hidden" name="csrf" value="{{CSRF}}">
    <div class="utrecht-form-field utrecht-form-field--text{{#PASSWORD_WRONG}} utrecht-form-field--invalid{{/PASSWORD_WRONG}}">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="wachtwoord">[[exports.password]]</label></div>
      <div class="utrecht-form-field-description" id="wachtwoord-uitleg">[[exports.password_why]]</div>
      {{#PASSWORD_WRONG}}<p class="iz-form__error" id="wachtwoord-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>
      {{/PASSWORD_WRONG}}<div class="utrecht-form-field__input iz-password"><input class="utrecht-textbox utrecht-textbox--html-input{{#PASSWORD_WRONG}} utrecht-textbox--invalid{{/PASSWORD_WRONG}}" id="wachtwoord" name="wachtwoord" type="password" autocomplete="current-password"{{#PASSWORD_WRONG}} aria-invalid="true"{{/PASSWORD_WRONG}} aria-describedby="{{#PASSWORD_WRONG}}wachtwoord-fout {{/PASSWORD_WRONG}}wachtwoord-uitleg"><button class="utrecht-button utrecht-button--secondary-action" type="button" data-show-password="{{SHOW_HOW}}" data-hide="[[identity.hide]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> <span>[[identity.show]]</span><span class="iz-vh"> [[identity.the_password]]</span></button></div>
    </div>
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[exports.make]]</button></div>
  </form>
  {{/ASK}}
</div>
