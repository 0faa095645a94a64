{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <div class="iz-head"><h1 class="utrecht-heading-1">[[notices.title]]</h1>{{#MARK}}<form class="iz-actions" method="post" action="/meldingen/gezien"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="tot" value="{{UNTIL}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#checks"></use></svg> [[notices.all_seen]]</button></form>{{/MARK}}</div>
  {{#NOTICES}}<ul class="iz-rows" role="list">
    {{#NOTICE}}<li><div class="iz-row"><span class="iz-avatar" aria-hidden="true">{{#IS_PLAN}}<svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clipboard-text"></use></svg>{{/IS_PLAN}}{{#IS_REPORT}}<svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#note-pencil"></use></svg>{{/IS_REPORT}}{{#IS_OTHER}}<svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#bell"></use></svg>{{/IS_OTHER}}</span><div class="iz-row__body">{{#PAGE}}<a class="iz-row__title" href="{{NOTICE_PATH}}">{{WHAT}}</a>{{/PAGE}}{{#NO_PAGE}}<span class="iz-row__title">{{WHAT}}</span>{{/NO_PAGE}}{{#ABOUT}}<span>{{TITLE}}</span>{{/ABOUT}}<span class="iz-small iz-soft">{{MOMENT}}</span></div><div class="iz-row__end">{{#IS_NEW}}<span class="iz-badge">[[notices.new]]</span>{{/IS_NEW}}</div></div></li>
    {{/NOTICE}}
  </ul>{{/NOTICES}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-bell"></use></svg><h2 class="utrecht-heading-2">[[notices.empty_title]]</h2><p class="utrecht-paragraph">[[notices.empty_text]]</p></div>{{/EMPTY}}
  <p class="iz-soft">[[notices.kept]]</p>
</div>
