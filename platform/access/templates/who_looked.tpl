{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div><h1 class="utrecht-heading-1">[[access.log_title]]</h1><p class="iz-soft iz-measure">[[access.log_text]]</p></div>
  <form class="iz-card iz-inline-fields" method="get" action="/inzagelog">
    <div class="utrecht-form-field utrecht-form-field--text">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="periode">[[access.log_period]]</label></div>
      <div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="periode" name="periode">{{#PERIOD}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/PERIOD}}</select></div>
    </div>
    <div class="utrecht-form-field utrecht-form-field--text">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="wie">[[access.log_who]]</label></div>
      <div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="wie" name="wie"><option value="">[[access.log_everybody]]</option>{{#PERSON}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/PERSON}}</select></div>
    </div>
    <button class="utrecht-button utrecht-button--secondary-action" type="submit">[[access.log_show]]</button>
  </form>
  {{#DAY}}<section class="iz-day"><h2 class="utrecht-heading-2 iz-day__title">{{DAY_NAME}}</h2><ul class="iz-rows" role="list">
    {{#LOOK}}<li><div class="iz-row"><span class="iz-avatar" aria-hidden="true">{{INITIALS}}</span><div class="iz-row__body"><span class="iz-row__title">{{NAME}}{{#YOU}} ([[access.log_you]]){{/YOU}}</span><span class="iz-small iz-soft">{{ROLE}}{{#DEVICE}}, [[access.log_with]] {{DEVICE_NAME}}{{/DEVICE}}</span><span>{{#REFUSED}}<svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#lock-simple"></use></svg> {{/REFUSED}}{{DEED}}{{#EYES}} [[access.log_eyes]]{{/EYES}}</span></div><span class="iz-small iz-soft iz-nowrap">{{TIME}}</span></div></li>
    {{/LOOK}}
  </ul></section>{{/DAY}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg><h2 class="utrecht-heading-2">[[access.log_empty_title]]</h2><p class="utrecht-paragraph">[[access.log_empty_text]]</p></div>{{/EMPTY}}
  {{#OLDER}}<nav class="iz-pager" aria-label="[[access.log_other_days]]"><a class="utrecht-button utrecht-button--secondary-action" href="/inzagelog?periode={{PERIOD_WORD:url_query_escape}}&amp;wie={{PERSON_ID:url_query_escape}}&amp;voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[access.log_older]]</a></nav>{{/OLDER}}
  {{#NOT_NEWEST}}<a class="utrecht-link utrecht-link--html-a iz-solo" href="/inzagelog">[[access.log_to_newest]]</a>{{/NOT_NEWEST}}
</div>
