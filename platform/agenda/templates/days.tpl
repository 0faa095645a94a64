{{%AUTOESCAPE context="HTML"}}
  {{#BEFORE_TODAY}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/agenda?weergave=lijst&amp;dag={{FIRST:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[agenda.before_today]]</a></p>{{/BEFORE_TODAY}}
  {{#DAY}}<section class="iz-day" aria-labelledby="dag-{{DATE}}">
    <h3 class="utrecht-heading-2 iz-day__title{{#SAID_ABOVE}} iz-vh{{/SAID_ABOVE}}" id="dag-{{DATE}}">{{HEADING}}</h3>
    {{#FREE}}<p class="iz-soft">[[agenda.free_day]]</p>{{/FREE}}<ol class="iz-stack iz-stack--tight" role="list">
    {{#APPOINTMENT}}<li class="iz-appt{{#IS_OWN}} iz-appt--own{{/IS_OWN}}{{#IS_PRIVATE}} iz-appt--private{{/IS_PRIVATE}}">
      <div class="iz-appt__time">{{#STARTS}}<b>{{TIME}}</b>{{/STARTS}}{{#WHOLE_DAY}}<b>[[agenda.whole_day]]</b>{{/WHOLE_DAY}}{{#GOES_ON}}<b>[[agenda.goes_on]]</b>{{/GOES_ON}}{{#UNTIL}}[[agenda.until]]{{/UNTIL}}{{#THROUGH}}[[agenda.through]]{{/THROUGH}}</div>
      <div class="iz-appt__body"><h4 class="utrecht-heading-3"><a class="utrecht-link utrecht-link--html-a" href="/agenda/afspraak/{{ID:url_query_escape}}">{{TITLE}}</a></h4>
        {{#IS_CANCELLED}}<span class="iz-tag iz-tag--error"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#x-circle"></use></svg> [[agenda.cancelled]]</span>{{/IS_CANCELLED}}
        {{#WITH}}<p class="iz-soft">[[agenda.with]]{{#WITH_ROLE}}, {{ROLE}}{{/WITH_ROLE}}</p>{{/WITH}}
        {{#PLACE}}<p class="iz-soft">{{TEXT}}</p>{{/PLACE}}
        {{#NOTE}}<p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>{{/NOTE}}
        {{#MADE_BY_YOU}}<p class="iz-soft">[[agenda.made_by_you]]</p>{{/MADE_BY_YOU}}{{#MADE_BY}}<p class="iz-soft">[[agenda.made_by]]</p>{{/MADE_BY}}
        {{#IS_READ}}<p class="iz-soft">[[agenda.private_text]]</p>{{/IS_READ}}{{#IS_BUSY}}<p class="iz-soft">[[agenda.busy_text]]</p>{{/IS_BUSY}}
        {{#NOT_SENT}}<span class="iz-tag iz-tag--warn"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> [[agenda.not_sent_tag]]</span>{{/NOT_SENT}}
        [[> agenda/kind]]
      </div>
    </li>
    {{/APPOINTMENT}}</ol>
  </section>
  {{/DAY}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-calendar-blank"></use></svg><h3 class="utrecht-heading-2">[[agenda.empty_title]]</h3><p class="utrecht-paragraph">{{#NOTHING}}[[agenda.empty_text]]{{/NOTHING}}{{#NO_OWN}}[[agenda.empty_own]]{{/NO_OWN}}</p>{{#GO_LATER}}<div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/agenda?weergave=lijst&amp;dag={{TO:url_query_escape}}">[[agenda.go_later]]</a></div>{{/GO_LATER}}</div>{{/EMPTY}}
