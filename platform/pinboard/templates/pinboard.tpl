{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[people.title]]</h1>
  {{#FAULT}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[pinboard.fault_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#{{FIELD:url_query_escape}}">{{TEXT}}</a></p></div></div></div>{{/FAULT}}
  {{#DONE}}<div class="utrecht-alert utrecht-alert--ok" role="status"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>{{/DONE}}
  {{#DONE_NOT}}<div class="utrecht-alert utrecht-alert--warning" role="status"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>{{/DONE_NOT}}
  [[> people/tabs]]
  {{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-back" href="/gegevens/prikbord"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[pinboard.to_newest]]</a></p>{{/NOT_NEWEST}}
  <div class="iz-aside iz-aside--note"><section class="iz-card iz-card--warm iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[pinboard.who_reads]]</h2><p class="utrecht-paragraph">[[pinboard.people_read]] {{#NO_STAFF}}[[pinboard.no_staff]]{{/NO_STAFF}}{{#STAFF_READS}}[[pinboard.staff_reads]]{{/STAFF_READS}}</p>{{#HINT}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/HINT}}</section>
  <div class="iz-stack">
    {{#FORM}}<form class="iz-card iz-form" method="post" action="/gegevens/prikbord" enctype="multipart/form-data"><input type="hidden" name="csrf" value="{{CSRF}}">
      <div class="utrecht-form-field utrecht-form-field--text"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="tekst">[[pinboard.write_label]]</label></div>
      {{#TEXT_WRONG}}<p class="iz-form__error" id="tekst-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/TEXT_WRONG}}
      <div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="tekst" name="tekst" rows="3"{{#TEXT_WRONG}} aria-invalid="true" aria-describedby="tekst-fout"{{/TEXT_WRONG}}>{{TYPED:pre_escape}}</textarea></div></div>
      {{#PHOTO_FIELD}}<div class="utrecht-form-field"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="foto">[[pinboard.photo_label]]</label></div>
      <p class="utrecht-form-field-description" id="foto-uitleg">{{HINT}}</p>
      {{#PHOTO_WRONG}}<p class="iz-form__error" id="foto-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/PHOTO_WRONG}}
      <div class="utrecht-form-field__input"><input class="iz-file" type="file" id="foto" name="foto" accept="{{ACCEPT}}" aria-describedby="{{#PHOTO_WRONG}}foto-fout {{/PHOTO_WRONG}}foto-uitleg"{{#PHOTO_WRONG}} aria-invalid="true"{{/PHOTO_WRONG}}></div></div>{{/PHOTO_FIELD}}
      <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[pinboard.place]]</button></div>
    </form>{{/FORM}}
    {{#POST}}<article class="iz-card iz-post" id="prik-{{ID}}"{{#HERE}} aria-labelledby="van-{{ID}}"{{/HERE}}>
      {{#HERE}}[[> pinboard/note]][[> pinboard/deeds]]{{/HERE}}{{#GONE}}[[> pinboard/gone]]{{/GONE}}
      {{#REPLIES}}<div class="iz-replies" role="group" aria-label="[[pinboard.replies]]">
        {{#REPLY}}<div class="iz-reply" id="prik-{{ID}}"><div class="iz-stack iz-stack--tight">{{#REPLY_HERE}}[[> pinboard/note]][[> pinboard/deeds]]{{/REPLY_HERE}}{{#REPLY_GONE}}[[> pinboard/gone]]{{/REPLY_GONE}}</div></div>
        {{/REPLY}}
        {{#ANSWER}}<form class="iz-form" method="post" action="/gegevens/prikbord/{{ID:url_query_escape}}/reactie"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="aan" value="{{ID}}"><div class="utrecht-form-field utrecht-form-field--text"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="reactie-{{ID}}">[[pinboard.answer_label]]</label></div>{{#WRONG}}<p class="iz-form__error" id="reactie-{{ID}}-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}<div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="reactie-{{ID}}" name="tekst" rows="2"{{#WRONG}} aria-invalid="true" aria-describedby="reactie-{{ID}}-fout"{{/WRONG}}>{{TYPED:pre_escape}}</textarea></div></div><div class="iz-actions"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[pinboard.answer]]</button></div></form>{{/ANSWER}}
      </div>{{/REPLIES}}
    </article>
    {{/POST}}
    {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-push-pin"></use></svg><h2 class="utrecht-heading-2">[[pinboard.empty_title]]</h2><p class="utrecht-paragraph">[[pinboard.empty_text]]</p></div>{{/EMPTY}}
    {{#OLDER}}<nav class="iz-pager" aria-label="[[pinboard.other_posts]]"><a class="utrecht-button utrecht-button--secondary-action" href="/gegevens/prikbord?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[pinboard.older]]</a></nav>{{/OLDER}}
  </div></div>
</div>
