{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div><a class="utrecht-link utrecht-link--html-a iz-back" href="/gebruikersbeheer"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[sharing.back]]</a><h1 class="utrecht-heading-1">{{#BY_INVITATION}}[[sharing.add]]{{/BY_INVITATION}}{{#BY_REQUEST}}[[sharing.add_by_request]]{{/BY_REQUEST}}</h1></div>
  <ol class="iz-steps" role="list"><li aria-current="step">[[sharing.step_who]]</li><li>[[sharing.step_rights]]</li></ol>
  {{#FAULTS}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[sharing.fault_title]]</p><ul role="list">{{#FAULT}}<li><a class="utrecht-link utrecht-link--html-a" href="#{{AT}}">{{TEXT}}</a></li>{{/FAULT}}</ul></div></div></div>{{/FAULTS}}
  <div class="iz-aside iz-aside--note"><section class="iz-card iz-card--warm iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[sharing.privacy_title]]</h2><p class="utrecht-paragraph">[[sharing.privacy_text]]</p>{{#BY_REQUEST}}<p class="utrecht-paragraph">[[sharing.request_note]]</p>{{/BY_REQUEST}}</section>
  <form class="iz-card iz-form" method="post" action="/gebruikersbeheer/toevoegen" novalidate>
    <input type="hidden" name="csrf" value="{{CSRF}}">
    <div class="utrecht-form-field utrecht-form-field--text{{#WRONG_GIVEN}} utrecht-form-field--invalid{{/WRONG_GIVEN}}">
    <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="voornaam">[[sharing.given_name]]</label></div>
    {{#WRONG_GIVEN}}<p class="iz-form__error" id="voornaam-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_GIVEN}}
    <div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="voornaam" name="voornaam" type="text" value="{{GIVEN}}" autocomplete="off"{{#WRONG_GIVEN}} aria-invalid="true"{{/WRONG_GIVEN}}{{#WRONG_GIVEN}} aria-describedby="voornaam-fout"{{/WRONG_GIVEN}}></div>
    </div>
    <div class="utrecht-form-field utrecht-form-field--text{{#WRONG_FAMILY}} utrecht-form-field--invalid{{/WRONG_FAMILY}}">
    <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="achternaam">[[sharing.family_name]]</label></div>
    {{#WRONG_FAMILY}}<p class="iz-form__error" id="achternaam-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_FAMILY}}
    <div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="achternaam" name="achternaam" type="text" value="{{FAMILY}}" autocomplete="off"{{#WRONG_FAMILY}} aria-invalid="true"{{/WRONG_FAMILY}}{{#WRONG_FAMILY}} aria-describedby="achternaam-fout"{{/WRONG_FAMILY}}></div>
    </div>
    <div class="utrecht-form-field utrecht-form-field--text{{#WRONG_EMAIL}} utrecht-form-field--invalid{{/WRONG_EMAIL}}">
    <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="email">[[sharing.email]]</label></div>
    <div class="utrecht-form-field-description" id="email-uitleg">[[sharing.email_what]]</div>{{#WRONG_EMAIL}}<p class="iz-form__error" id="email-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_EMAIL}}
    <div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="email" name="email" type="email" value="{{EMAIL}}" autocomplete="off"{{#WRONG_EMAIL}} aria-invalid="true"{{/WRONG_EMAIL}} aria-describedby="{{#WRONG_EMAIL}}email-fout {{/WRONG_EMAIL}}email-uitleg"></div>
    </div>
    {{#MEANT}}<fieldset class="iz-stack iz-stack--tight"><legend class="utrecht-heading-2">[[sharing.meant]]</legend>
      <p class="iz-soft">[[sharing.meant_text]]</p>
      {{#CHOOSE}}<p class="iz-form__error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[sharing.meant_choose]]</span></p>{{/CHOOSE}}
      {{#CHOICE}}<label class="iz-choice"><input type="radio" name="wie" value="{{ID}}"><strong>{{WHO}}</strong><span>{{ADDRESS}}{{#HERE}}<br>[[sharing.meant_here]]{{/HERE}}</span></label>
      {{/CHOICE}}<label class="iz-choice"><input type="radio" name="wie" value="nieuw"><strong><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#plus"></use></svg> [[sharing.meant_new]]</strong><span>[[sharing.meant_new_text]]</span></label>
    </fieldset>{{/MEANT}}
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[sharing.next]]</button><a class="utrecht-button utrecht-button--subtle" href="/gebruikersbeheer">[[sharing.cancel]]</a></div>
  </form></div>
</div>
