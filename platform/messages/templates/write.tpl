{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  {{#NEW}}<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/berichten"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.all]]</a><h1 class="utrecht-heading-1">[[messages.write_title]]</h1></div>{{/NEW}}
  {{#ANSWER}}<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/berichten/{{ID:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.to_conversation]]</a><h1 class="utrecht-heading-1">[[messages.answer_title]]</h1><p class="iz-soft">{{ABOUT}}</p></div>{{/ANSWER}}
  {{#DONE}}[[> messages/done]]{{/DONE}}
  {{#FAULTS}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[messages.fault_title]]</p><ul role="list">{{#FAULT}}<li><a class="utrecht-link utrecht-link--html-a" href="#{{AT}}">{{TEXT}}</a></li>{{/FAULT}}</ul></div></div></div>{{/FAULTS}}
  {{#AUDIENCE}}<p class="utrecht-paragraph iz-measure">{{TEXT}}</p>{{/AUDIENCE}}
  {{#IN_PREVIEW}}<p class="utrecht-paragraph">[[messages.no_preview]]</p>{{/IN_PREVIEW}}
  {{#NOBODY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-chat-circle-text"></use></svg><h2 class="utrecht-heading-2">[[messages.nobody_title]]</h2>{{#NO_CARERS}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/NO_CARERS}}{{#NO_PEOPLE}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/NO_PEOPLE}}{{#MISSING}}<p class="utrecht-paragraph">{{TEXT}}{{#ASK}} [[messages.manager_decides]]{{/ASK}}</p>{{#TO_SETTINGS}}<div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/gebruikersbeheer">[[messages.to_settings]]</a></div>{{/TO_SETTINGS}}{{/MISSING}}</div>{{/NOBODY}}
  {{#FORM}}<form class="iz-card iz-form" method="post" action="/berichten/{{#NEW}}nieuw{{/NEW}}{{#ANSWER}}{{ID:url_query_escape}}/antwoord{{/ANSWER}}" enctype="multipart/form-data" novalidate>
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="sleutel" value="{{KEY}}"><input type="hidden" name="concept" value="{{DRAFT_ID}}">
    {{#KEPT}}<p class="iz-soft">[[messages.kept_since]]</p>{{/KEPT}}
    {{#NEW}}<div class="iz-stack" id="aan" tabindex="-1">
    {{#WRONG_TO}}<p class="iz-form__error"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_TO}}
    {{#PEOPLE}}<fieldset class="iz-stack iz-stack--tight"><legend class="utrecht-form-label">[[messages.to_people]]</legend>
      {{#CHOICE}}<label class="iz-choice"><input type="{{#MANY}}checkbox{{/MANY}}{{#ONE}}radio{{/ONE}}" name="aan" value="{{ID}}"{{#IS_TICKED}} checked{{/IS_TICKED}}><strong>{{NAME}}</strong>{{#WITH_DETAIL}}<span>{{DETAIL}}</span>{{/WITH_DETAIL}}</label>
      {{/CHOICE}}
    </fieldset>{{/PEOPLE}}
    {{#NO_PEOPLE}}<p class="iz-soft">{{TEXT}}</p>{{/NO_PEOPLE}}
    {{#CARERS}}<fieldset class="iz-stack iz-stack--tight"><legend class="utrecht-form-label">[[messages.to_care]]</legend>
      [[> messages/care_notes]]
      {{#CHOICE}}<label class="iz-choice"><input type="{{#MANY}}checkbox{{/MANY}}{{#ONE}}radio{{/ONE}}" name="aan" value="{{ID}}"{{#IS_TICKED}} checked{{/IS_TICKED}}><strong>{{NAME}}</strong>{{#WITH_DETAIL}}<span>{{DETAIL}}</span>{{/WITH_DETAIL}}</label>
      {{/CHOICE}}
    </fieldset>{{/CARERS}}
    {{#NO_CARERS}}<p class="iz-soft">{{TEXT}}</p>{{/NO_CARERS}}
    {{#MISSING}}<p class="iz-soft">{{TEXT}}{{#ASK}} [[messages.manager_decides]]{{/ASK}}{{#TO_SETTINGS}} <a class="utrecht-link utrecht-link--html-a" href="/gebruikersbeheer">[[messages.to_settings]]</a>{{/TO_SETTINGS}}</p>{{/MISSING}}
    </div>
    <div class="utrecht-form-field utrecht-form-field--text">
    <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="onderwerp">[[messages.subject]]</label></div>
    <div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="onderwerp" name="onderwerp" type="text" maxlength="100" value="{{SUBJECT}}" autocomplete="off"></div>
    </div>{{/NEW}}
    <div class="utrecht-form-field utrecht-form-field--text{{#WRONG_TEXT}} utrecht-form-field--invalid{{/WRONG_TEXT}}">
    <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="bericht">{{#NEW}}[[messages.your_message]]{{/NEW}}{{#ANSWER}}[[messages.your_answer]]{{/ANSWER}}</label></div>
    <div class="utrecht-form-field-description" id="bericht-uitleg">{{#ANSWER}}{{READERS}} {{/ANSWER}}[[messages.most]]</div>
    {{#WRONG_TEXT}}<p class="iz-form__error" id="bericht-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_TEXT}}
    {{#WRONG_WHOLE}}<p class="iz-form__error" id="bericht-let-op"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG_WHOLE}}
    <div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="bericht" name="bericht" rows="7"{{#WRONG_TEXT}} aria-invalid="true"{{/WRONG_TEXT}} aria-describedby="{{#WRONG_TEXT}}bericht-fout {{/WRONG_TEXT}}{{#WRONG_WHOLE}}bericht-let-op {{/WRONG_WHOLE}}bericht-uitleg">{{TYPED:pre_escape}}</textarea></div>
    </div>
    [[> messages/attach]]
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit" name="doe" value="versturen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#paper-plane-tilt"></use></svg> [[messages.send]]</button><button class="utrecht-button utrecht-button--secondary-action" type="submit" name="doe" value="bewaren">[[messages.keep]]</button>{{#KEPT}}<button class="utrecht-button utrecht-button--subtle" type="submit" name="doe" value="weg">[[messages.drop]]</button>{{/KEPT}}</div>
  </form>{{/FORM}}
  <p class="iz-soft">[[messages.not_urgent]]</p>
</div>
