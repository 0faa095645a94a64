{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div><h1 class="utrecht-heading-1">[[agenda.title]]</h1><p class="iz-soft">[[agenda.period]]</p></div>
  {{#NOT_TODAY}}<p><a class="utrecht-link utrecht-link--html-a iz-back" href="/agenda"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[agenda.to_today]]</a></p>{{/NOT_TODAY}}
  {{#OWN_ONLY}}<p class="utrecht-paragraph">[[agenda.own_only]]</p>{{/OWN_ONLY}}
  {{#DAY}}<section class="iz-day" aria-labelledby="dag-{{DATE}}">
    <h2 class="utrecht-heading-2 iz-day__title" id="dag-{{DATE}}">{{HEADING}}</h2>
    <ol class="iz-stack iz-stack--tight" role="list">
    {{#APPOINTMENT}}<li class="iz-appt{{#IS_OWN}} iz-appt--own{{/IS_OWN}}{{#IS_PRIVATE}} iz-appt--private{{/IS_PRIVATE}}">
      <div class="iz-appt__time"><b>{{STARTS}}</b>{{#UNTIL}}[[agenda.until]]{{/UNTIL}}</div>
      <div class="iz-appt__body"><h3 class="utrecht-heading-3">{{TITLE}}</h3>
        {{#IS_CANCELLED}}<span class="iz-tag iz-tag--error"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#x-circle"></use></svg> [[agenda.cancelled]]</span>{{/IS_CANCELLED}}
        {{#WITH}}<p class="iz-soft">[[agenda.with]]{{#WITH_ROLE}}, {{ROLE}}{{/WITH_ROLE}}</p>{{/WITH}}
        {{#PLACE}}<p class="iz-soft">{{TEXT}}</p>{{/PLACE}}
        {{#NOTE}}<p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>{{/NOTE}}
        {{#MADE_BY_YOU}}<p class="iz-soft">[[agenda.made_by_you]]</p>{{/MADE_BY_YOU}}{{#MADE_BY}}<p class="iz-soft">[[agenda.made_by]]</p>{{/MADE_BY}}
        {{#IS_PRIVATE}}<p class="iz-soft">[[agenda.private_text]]</p><span class="iz-tag iz-tag--plain"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#lock-simple"></use></svg> [[agenda.private]]</span>{{/IS_PRIVATE}}
        {{#IS_CARE}}<span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#first-aid-kit"></use></svg> [[agenda.care]]</span>{{/IS_CARE}}{{#IS_THERAPY}}<span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#heartbeat"></use></svg> [[agenda.therapy]]</span>{{/IS_THERAPY}}{{#IS_OWN}}<span class="iz-tag iz-tag--plain"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#user"></use></svg> [[agenda.own]]</span>{{/IS_OWN}}
      </div>
    </li>
    {{/APPOINTMENT}}</ol>
  </section>
  {{/DAY}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-calendar-blank"></use></svg><h2 class="utrecht-heading-2">[[agenda.empty_title]]</h2><p class="utrecht-paragraph">[[agenda.empty_text]]</p></div>{{/EMPTY}}
  {{#PAGER}}<nav class="iz-pager" aria-label="[[agenda.other_days]]">{{#EARLIER}}<a class="utrecht-button utrecht-button--secondary-action" href="/agenda?vanaf={{FROM:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[agenda.earlier]]</a>{{/EARLIER}}{{#LATER}}<a class="utrecht-button utrecht-button--secondary-action" href="/agenda?vanaf={{FROM:url_query_escape}}">[[agenda.later]] <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-right"></use></svg></a>{{/LATER}}</nav>{{/PAGER}}
</div>
