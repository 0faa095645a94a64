{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div class="iz-head"><h1 class="utrecht-heading-1">[[messages.title]]</h1>{{#MAY_WRITE}}<div class="iz-actions"><a class="utrecht-button utrecht-button--primary-action" href="/berichten/nieuw"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[messages.new_message]]</a></div>{{/MAY_WRITE}}</div>
  {{#DONE}}[[> messages/done]]{{/DONE}}
  {{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-back" href="/berichten"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.to_newest]]</a></p>{{/NOT_NEWEST}}
  {{#DRAFTS}}<section class="iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[messages.drafts]]</h2><ul class="iz-rows" role="list">
    {{#DRAFT}}<li><div class="iz-row"><span class="iz-avatar" aria-hidden="true"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg></span><div class="iz-row__body"><a class="iz-row__title" href="{{PATH}}">{{SUBJECT}}</a><span class="iz-clip">{{TEXT}}</span></div><div class="iz-row__end"><span class="iz-small iz-soft">{{MOMENT}}</span><span class="iz-tag iz-tag--plain">[[messages.draft]]</span></div></div></li>
    {{/DRAFT}}
  </ul></section>{{/DRAFTS}}
  <div class="iz-stack" data-news-place>{{#CONVERSATIONS}}<ul class="iz-rows" role="list">
    {{#CONVERSATION}}<li><div class="iz-row"><span class="iz-avatar" aria-hidden="true">{{INITIALS}}</span><div class="iz-row__body"><a class="iz-row__title" href="/berichten/{{ID:url_query_escape}}">{{SUBJECT}}</a>{{#PEOPLE}}<span class="iz-small iz-soft">{{NAMES}}{{#WITH_STAFF}} ([[messages.staff]]){{/WITH_STAFF}}</span>{{/PEOPLE}}<span class="iz-clip">{{#LAST_MINE}}[[messages.you]]: {{/LAST_MINE}}{{TEXT}}</span></div><div class="iz-row__end"><span class="iz-small iz-soft">{{MOMENT}}</span>{{#NEW}}<span class="iz-badge">[[messages.count_new]]</span>{{/NEW}}</div></div></li>
    {{/CONVERSATION}}
  </ul>{{/CONVERSATIONS}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-chat-circle-text"></use></svg><h2 class="utrecht-heading-2">[[messages.empty_title]]</h2><p class="utrecht-paragraph">{{#FROM_PEOPLE}}[[messages.empty_people]] {{/FROM_PEOPLE}}{{#FROM_STAFF}}[[messages.empty_staff]]{{/FROM_STAFF}}</p></div>{{/EMPTY}}</div>
  {{#OLDER}}<nav class="iz-pager" aria-label="[[messages.other_conversations]]"><a class="utrecht-button utrecht-button--secondary-action" href="/berichten?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[messages.older]]</a></nav>{{/OLDER}}
  {{#AUDIENCE}}<p class="iz-soft">{{TEXT}}</p>{{/AUDIENCE}}
  <p class="iz-soft">[[messages.not_urgent]]</p>
  {{#NEWS}}[[> messages/news]]{{/NEWS}}
</div>
