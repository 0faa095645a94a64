{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div><a class="utrecht-link utrecht-link--html-a iz-back" href="/berichten"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.all]]</a><h1 class="utrecht-heading-1">{{SUBJECT}}</h1>{{#PEOPLE}}<p class="iz-soft">[[messages.with]]</p>{{/PEOPLE}}</div>
  {{#NEWEST_LAST}}{{#OLDER}}<nav class="iz-pager" aria-label="[[messages.other_messages]]"><a class="utrecht-button utrecht-button--secondary-action" href="/berichten/{{ID:url_query_escape}}?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.older]]</a></nav>{{/OLDER}}{{/NEWEST_LAST}}
  {{#NEWEST_FIRST}}{{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/berichten/{{ID:url_query_escape}}">[[messages.to_newest]]</a></p>{{/NOT_NEWEST}}{{/NEWEST_FIRST}}
  <ol class="iz-thread" role="list">
    {{#LINE}}{{#DAY}}<li class="iz-daymark">{{HEADING}}</li>{{/DAY}}
    <li class="iz-msg{{#MINE}} iz-msg--me{{/MINE}}">{{#AUTHOR}}<span class="iz-avatar" aria-hidden="true">{{INITIALS}}</span>{{/AUTHOR}}<div class="iz-msg__bubble"><p class="iz-small">{{#IS_NEW}}<span class="iz-badge">[[messages.new]]</span> {{/IS_NEW}}<strong>{{#MINE}}[[messages.you]]{{/MINE}}{{#AUTHOR}}{{NAME}}{{#WITH_ROLE}} ({{ROLE}}){{/WITH_ROLE}}{{/AUTHOR}}, {{TIME}}</strong></p><p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>
      {{#QUEUED}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clock"></use></svg> <span>[[messages.state_queued]]</span></div>{{/QUEUED}}
      {{#DELIVERED}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> <span>[[messages.state_delivered]]</span></div>{{/DELIVERED}}
      {{#WAS_READ}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> <span>[[messages.state_read]]</span></div>{{/WAS_READ}}
      {{#FAILED}}<div class="iz-msg__state iz-msg__state--fail"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[messages.state_failed]]</span></div>{{/FAILED}}
      {{#IN_DOUBT}}<div class="iz-msg__state iz-msg__state--fail"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[messages.state_in_doubt]]</span></div>{{/IN_DOUBT}}
    </div></li>
    {{/LINE}}
  </ol>
  {{#NEWEST_LAST}}{{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/berichten/{{ID:url_query_escape}}">[[messages.to_newest]]</a></p>{{/NOT_NEWEST}}{{/NEWEST_LAST}}
  {{#NEWEST_FIRST}}{{#OLDER}}<nav class="iz-pager" aria-label="[[messages.other_messages]]"><a class="utrecht-button utrecht-button--secondary-action" href="/berichten/{{ID:url_query_escape}}?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.older]]</a></nav>{{/OLDER}}{{/NEWEST_FIRST}}
</div>
