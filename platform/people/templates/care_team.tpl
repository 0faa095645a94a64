{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[people.title]]</h1>
  [[> people/tabs]]
  {{#HOLIDAY}}<div class="utrecht-alert utrecht-alert--info"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>{{/HOLIDAY}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-address-book"></use></svg><h2 class="utrecht-heading-2">[[people.no_team_title]]</h2><p class="utrecht-paragraph">[[people.no_team_text]]</p></div>{{/EMPTY}}
  <ul class="iz-grid-2" role="list">
    {{#MEMBER}}<li class="iz-card iz-person"><span class="iz-avatar iz-avatar--lg" aria-hidden="true">{{INITIALS}}</span><div><h2 class="utrecht-heading-2">{{NAME}}</h2>{{#WITH_ROLE}}<p class="iz-soft">{{ROLE}}</p>{{/WITH_ROLE}}{{#OWN_CARER}}<p><span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#star"></use></svg> [[people.own_carer]]</span></p>{{/OWN_CARER}}</div><div class="iz-person__rest">{{#PHONE}}<div class="iz-person__line"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#phone"></use></svg> <a class="utrecht-link utrecht-link--html-a iz-solo iz-nowrap" href="{{DIALLED}}">{{SHOWN}}</a></div>{{/PHONE}}{{#MAY_NOT_WRITE}}<div class="iz-person__line"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg> <span>[[people.may_not_write]]</span></div>{{/MAY_NOT_WRITE}}</div>{{#MAY_WRITE}}<div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/berichten/nieuw?aan={{ID:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#chat-circle-text"></use></svg> [[people.write]]<span class="iz-vh"> [[people.write_to]]</span></a></div>{{/MAY_WRITE}}</li>
    {{/MEMBER}}
  </ul>
  [[> people/wrong]]
</div>
