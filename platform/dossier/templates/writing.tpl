{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[dossier.writing_heading]]</h1>
  [[> dossier/tabs]]
  {{#SENT}}<div class="utrecht-alert utrecht-alert--ok" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[dossier.sent_title]]</p><p class="utrecht-paragraph">[[dossier.sent_text]]</p></div></div></div>{{/SENT}}
  {{#SENT_AGAIN}}<div class="utrecht-alert utrecht-alert--ok" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[dossier.sent_again_title]]</p><p class="utrecht-paragraph">[[dossier.sent_text]]</p></div></div></div>{{/SENT_AGAIN}}
  {{#FAULTS}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[dossier.fault_title]]</p><ul role="list">{{#FAULT}}<li><a class="utrecht-link utrecht-link--html-a" href="#{{AT}}">{{TEXT}}</a></li>{{/FAULT}}</ul></div></div></div>{{/FAULTS}}
  <div class="iz-aside iz-aside--note">
  <section class="iz-card iz-card--warm iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[dossier.no_questions_title]]</h2>{{#HINT}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/HINT}}<p class="utrecht-paragraph">[[dossier.no_questions_text]]</p>{{#TO_MESSAGES}}<a class="utrecht-link utrecht-link--html-a iz-solo" href="/berichten"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#envelope-simple"></use></svg> [[dossier.to_messages]]</a>{{/TO_MESSAGES}}</section>
  <div class="iz-stack">
  {{#NOT_IN_PREVIEW}}<div class="iz-card"><p class="utrecht-paragraph">[[dossier.writing_preview]]</p></div>{{/NOT_IN_PREVIEW}}
  {{#CARE_ENDED}}<div class="iz-card"><p class="utrecht-paragraph">[[dossier.writing_care_ended]]</p></div>{{/CARE_ENDED}}
  {{#FORM}}<form class="iz-card iz-form" method="post" action="/dossier/schrijven" novalidate>
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="nummer" value="{{KEY}}">
    {{#ONE_KIND}}<input type="hidden" name="soort" value="{{CODE}}">{{/ONE_KIND}}
    {{#KINDS}}<fieldset class="iz-stack iz-stack--tight" id="soort"{{#WRONG_KIND}} aria-describedby="soort-fout"{{/WRONG_KIND}}><legend class="utrecht-form-label">[[dossier.writing_kind]]</legend>
      {{#WRONG_KIND}}<p class="iz-form__error" id="soort-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_KIND}}
      {{#KIND_CHOICE}}<label class="iz-check"><input type="radio" name="soort" value="{{CODE}}"{{#CHOSEN}} checked{{/CHOSEN}}> {{LABEL}}</label>
      {{/KIND_CHOICE}}</fieldset>{{/KINDS}}
    <div class="utrecht-form-field utrecht-form-field--text{{#WRONG_DAY}} utrecht-form-field--invalid{{/WRONG_DAY}}">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="dag">[[dossier.writing_day]]</label></div>
      {{#WRONG_DAY}}<p class="iz-form__error" id="dag-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_DAY}}
      <div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="dag" name="dag"{{#WRONG_DAY}} aria-invalid="true" aria-describedby="dag-fout"{{/WRONG_DAY}}>{{#DAY_CHOICE}}<option value="{{DATE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/DAY_CHOICE}}</select></div>
    </div>
    <div class="utrecht-form-field utrecht-form-field--text{{#WRONG_TEXT}} utrecht-form-field--invalid{{/WRONG_TEXT}}">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="tekst">[[dossier.writing_text]]</label></div>
      <div class="utrecht-form-field-description" id="tekst-uitleg">[[dossier.writing_readers]]</div>
      {{#WRONG_TEXT}}<p class="iz-form__error" id="tekst-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_TEXT}}
      <div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="tekst" name="tekst" rows="8"{{#WRONG_TEXT}} aria-invalid="true"{{/WRONG_TEXT}} aria-describedby="{{#WRONG_TEXT}}tekst-fout {{/WRONG_TEXT}}tekst-uitleg">{{TYPED}}</textarea></div>
    </div>
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[dossier.writing_send]]</button></div>
  </form>{{/FORM}}
  {{#OWN}}<section class="iz-stack iz-stack--tight" aria-labelledby="geschreven"><h2 class="utrecht-heading-2" id="geschreven">[[dossier.own_reports]]</h2>
    <ol class="iz-stack iz-stack--tight" role="list">
    {{#OWN_REPORT}}<li class="iz-card iz-stack iz-stack--tight">
      <h3 class="utrecht-heading-3"><a class="utrecht-link utrecht-link--html-a" href="{{PATH}}">{{KIND}}</a></h3>
      <p class="iz-soft">{{MOMENT}}</p>
      <p class="iz-clip">{{TEXT}}</p>
      {{#AWAITED}}<p><span class="iz-tag iz-tag--plain"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clock"></use></svg> [[dossier.state_awaited]]</span></p>{{/AWAITED}}
      {{#ON_ITS_WAY}}<p><span class="iz-tag iz-tag--plain"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clock"></use></svg> [[dossier.state_on_its_way]]</span></p>{{/ON_ITS_WAY}}
      {{#ARRIVED}}<p><span class="iz-tag iz-tag--ok"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> [[dossier.state_arrived]]</span></p>{{/ARRIVED}}
      {{#FAILED}}<p><span class="iz-tag iz-tag--error"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> [[dossier.state_failed]]</span></p><p class="utrecht-paragraph">[[dossier.state_failed_text]]</p>{{#AGAIN}}<form method="post" action="/dossier/schrijven/{{ID:url_query_escape}}/opnieuw"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[dossier.send_again]]</button></form>{{/AGAIN}}{{/FAILED}}
    </li>
    {{/OWN_REPORT}}</ol>
    {{#OLDER}}<div class="iz-pager"><a class="utrecht-button utrecht-button--secondary-action" href="/dossier/schrijven?voor={{CURSOR:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.own_older]]</a></div>{{/OLDER}}
  </section>{{/OWN}}
  </div></div>
</div>
