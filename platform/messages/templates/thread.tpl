{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div><a class="utrecht-link utrecht-link--html-a iz-back" href="/berichten"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.all]]</a><h1 class="utrecht-heading-1">{{SUBJECT}}</h1>{{#PEOPLE}}<p class="iz-soft">[[messages.with]]</p>{{/PEOPLE}}</div>
  {{#DONE}}[[> messages/done]]{{/DONE}}
  {{#NEWEST_FIRST}}{{#ANSWER}}<details class="iz-answer" id="antwoord"{{#OPEN}} open{{/OPEN}}><summary class="utrecht-button utrecht-button--secondary-action"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[messages.answer]]</summary>[[> messages/answer]]</details>{{/ANSWER}}{{#NO_ANSWER}}[[> messages/no_answer]]{{/NO_ANSWER}}{{/NEWEST_FIRST}}
  {{#NEWEST_LAST}}{{#OLDER}}<nav class="iz-pager" aria-label="[[messages.other_messages]]"><a class="utrecht-button utrecht-button--secondary-action" href="/berichten/{{ID:url_query_escape}}?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.older]]</a></nav>{{/OLDER}}{{/NEWEST_LAST}}
  {{#NEWEST_FIRST}}{{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/berichten/{{ID:url_query_escape}}">[[messages.to_newest]]</a></p>{{/NOT_NEWEST}}{{/NEWEST_FIRST}}
  <ol class="iz-thread" role="list" data-news-place>
    {{#LINE}}{{#DAY}}<li class="iz-daymark">{{HEADING}}</li>{{/DAY}}
    <li class="iz-msg{{#MINE}} iz-msg--me{{/MINE}}">{{#AUTHOR}}<span class="iz-avatar" aria-hidden="true">{{INITIALS}}</span>{{/AUTHOR}}<div class="iz-msg__bubble"><p class="iz-small">{{#IS_NEW}}<span class="iz-badge">[[messages.new]]</span> {{/IS_NEW}}<strong>{{#MINE}}[[messages.you]]{{/MINE}}{{#AUTHOR}}{{NAME}}{{#WITH_ROLE}} ({{ROLE}}){{/WITH_ROLE}}{{/AUTHOR}}, {{TIME}}</strong></p><p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>
      {{#QUEUED}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clock"></use></svg> <span>[[messages.state_queued]]</span></div>{{/QUEUED}}
      {{#DELIVERED}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> <span>[[messages.state_delivered]]</span></div>{{/DELIVERED}}
      {{#WAS_READ}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> <span>[[messages.state_read]]</span></div>{{/WAS_READ}}
      {{#SENT}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check"></use></svg> <span>[[messages.state_sent]]</span></div>{{/SENT}}
      {{#READ_BY}}<div class="iz-msg__state"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> <span>[[messages.state_read_by]]</span></div>{{/READ_BY}}
      {{#FAILED}}<div class="iz-msg__state iz-msg__state--fail"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{MESSAGE}}</span><form method="post" action="/berichten/{{ID:url_query_escape}}/opnieuw"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="bericht" value="{{MESSAGE_ID}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#arrows-clockwise"></use></svg> [[messages.send_again]]</button></form></div>{{/FAILED}}
    </div></li>
    {{/LINE}}
  </ol>
  {{#NEWEST_LAST}}{{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/berichten/{{ID:url_query_escape}}">[[messages.to_newest]]</a></p>{{/NOT_NEWEST}}{{#ANSWER}}<div id="antwoord">[[> messages/answer]]</div>{{/ANSWER}}{{#NO_ANSWER}}[[> messages/no_answer]]{{/NO_ANSWER}}{{/NEWEST_LAST}}
  {{#NEWEST_FIRST}}{{#OLDER}}<nav class="iz-pager" aria-label="[[messages.other_messages]]"><a class="utrecht-button utrecht-button--secondary-action" href="/berichten/{{ID:url_query_escape}}?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.older]]</a></nav>{{/OLDER}}{{/NEWEST_FIRST}}
  {{#NEWS}}[[> messages/news]]{{/NEWS}}
</div>
