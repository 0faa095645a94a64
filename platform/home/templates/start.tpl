{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-stack--loose">
  <div class="iz-hello"><div class="iz-hello__text"><h1 class="utrecht-heading-1">{{GREETING}}</h1><p class="utrecht-paragraph">{{SINCE}}</p></div><img src="{{SCENE}}" alt=""></div>
  {{#CARE_ENDED}}<div class="utrecht-alert utrecht-alert--warning">
    <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg>
    <div class="utrecht-alert__content"><div class="utrecht-alert__message">
      <p class="utrecht-paragraph iz-alert__title">[[home.care_ended_title]]</p>
      <p class="utrecht-paragraph">[[home.care_ended_text]]</p>
      {{#MAY_DOWNLOAD}}<p class="utrecht-paragraph">[[home.care_ended_keep]] <a class="utrecht-link utrecht-link--html-a" href="/download">[[home.care_ended_download]]</a></p>{{/MAY_DOWNLOAD}}
    </div></div>
  </div>{{/CARE_ENDED}}
  {{#NEW_PLAN}}<div class="utrecht-alert utrecht-alert--info">
    <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg>
    <div class="utrecht-alert__content"><div class="utrecht-alert__message">
      <p class="utrecht-paragraph iz-alert__title">[[home.new_plan_title]]</p>
      <p class="utrecht-paragraph">[[home.new_plan_text]] <a class="utrecht-link utrecht-link--html-a" href="/dossier/plannen/{{ID:url_query_escape}}">[[home.new_plan_link]]</a></p>
    </div></div>
  </div>{{/NEW_PLAN}}
  {{#NO_RIGHTS}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-lock-simple"></use></svg><h2 class="utrecht-heading-2">[[home.no_rights_title]]</h2><p class="utrecht-paragraph">{{WHOM}}</p>{{#ASK}}<form class="iz-actions" method="post" action="/vraag-toegang"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[home.ask_rights]]</button></form>{{/ASK}}</div>{{/NO_RIGHTS}}
  <ul class="iz-grid-2 iz-tiles" role="list">
  {{#AGENDA}}<li><div class="iz-tile">
    <span class="iz-tile__icon"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-calendar-blank"></use></svg></span>
    <div class="iz-tile__head"><h2 class="utrecht-heading-2"><a class="iz-tile__link" href="/agenda">[[home.agenda]]</a></h2>{{#NEW}}<span class="iz-badge">[[home.count_new]]</span>{{/NEW}}</div>
    <ul class="iz-tile__news" role="list">{{#LINE}}<li><span>{{TITLE}}{{#FROM}}, {{NAME}}{{/FROM}}{{#VALUE}}: {{TEXT}}{{/VALUE}}{{#IS_NEW}} <span class="iz-badge">[[home.new]]</span>{{/IS_NEW}}</span><small>{{MOMENT}}</small></li>{{/LINE}}{{#NOTHING}}<li><span>[[home.no_appointments]]</span></li>{{/NOTHING}}</ul>
    <span class="iz-tile__go" aria-hidden="true">[[home.to_agenda]] <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-right"></use></svg></span>
  </div></li>{{/AGENDA}}
  {{#MESSAGES}}<li><div class="iz-tile">
    <span class="iz-tile__icon"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-chat-circle-text"></use></svg></span>
    <div class="iz-tile__head"><h2 class="utrecht-heading-2"><a class="iz-tile__link" href="/berichten">[[home.messages]]</a></h2>{{#NEW}}<span class="iz-badge">[[home.count_new]]</span>{{/NEW}}</div>
    <ul class="iz-tile__news" role="list">{{#LINE}}<li><span>{{#FROM}}{{NAME}}: {{/FROM}}{{TITLE}}{{#VALUE}}: {{TEXT}}{{/VALUE}}{{#IS_NEW}} <span class="iz-badge">[[home.new]]</span>{{/IS_NEW}}</span><small>{{MOMENT}}</small></li>{{/LINE}}{{#NOTHING}}<li><span>[[home.no_messages]]</span></li>{{/NOTHING}}</ul>
    <span class="iz-tile__go" aria-hidden="true">[[home.to_messages]] <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-right"></use></svg></span>
  </div></li>{{/MESSAGES}}
  {{#DOSSIER}}<li><div class="iz-tile">
    <span class="iz-tile__icon"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg></span>
    <div class="iz-tile__head"><h2 class="utrecht-heading-2"><a class="iz-tile__link" href="/dossier/tijdslijn">[[home.dossier]]</a></h2>{{#NEW}}<span class="iz-badge">[[home.count_new]]</span>{{/NEW}}</div>
    <ul class="iz-tile__news" role="list">{{#LINE}}<li><span>{{TITLE}}{{#VALUE}}: {{TEXT}}{{/VALUE}}{{#IS_NEW}} <span class="iz-badge">[[home.new]]</span>{{/IS_NEW}}</span><small>{{MOMENT}}</small></li>{{/LINE}}{{#NOTHING}}<li><span>[[home.no_reports]]</span></li>{{/NOTHING}}</ul>
    <span class="iz-tile__go" aria-hidden="true">[[home.to_dossier]] <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-right"></use></svg></span>
  </div></li>{{/DOSSIER}}
  {{#DETAILS}}<li><div class="iz-tile">
    <span class="iz-tile__icon"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-address-book"></use></svg></span>
    <div class="iz-tile__head"><h2 class="utrecht-heading-2"><a class="iz-tile__link" href="/gegevens/contactpersonen">[[home.details]]</a></h2>{{#NEW}}<span class="iz-badge">[[home.count_new]]</span>{{/NEW}}</div>
    <ul class="iz-tile__news" role="list">{{#LINE}}<li><span>{{#FROM}}{{NAME}}: {{/FROM}}{{TITLE}}{{#VALUE}}: {{TEXT}}{{/VALUE}}{{#IS_NEW}} <span class="iz-badge">[[home.new]]</span>{{/IS_NEW}}</span><small>{{MOMENT}}</small></li>{{/LINE}}{{#NOTHING}}<li><span>[[home.details_what]]</span></li>{{/NOTHING}}</ul>
    <span class="iz-tile__go" aria-hidden="true">[[home.to_details]] <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-right"></use></svg></span>
  </div></li>{{/DETAILS}}
  </ul>
</div>
