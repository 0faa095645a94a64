{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[dossier.title]]</h1>
  [[> dossier/tabs]]
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg><h2 class="utrecht-heading-2">[[dossier.plan_empty_title]]</h2><p class="utrecht-paragraph">[[dossier.plan_empty_text]]</p></div>{{/EMPTY}}
  {{#PLAN}}{{#IS_NEW}}<div class="utrecht-alert utrecht-alert--info">
    <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg>
    <div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[dossier.plan_new_title]]</p>{{#HAS_CHANGES}}<p class="utrecht-paragraph">[[dossier.plan_new_text]]</p>{{/HAS_CHANGES}}</div></div>
  </div>{{/IS_NEW}}
  <div class="iz-aside">
    <div class="iz-stack">
      <div><h2 class="utrecht-heading-2">{{TITLE}}</h2><p class="utrecht-paragraph iz-soft">[[dossier.plan_version]]{{#UNTIL}} [[dossier.plan_until]]{{/UNTIL}}.{{#SIGNED}} [[dossier.plan_signed]]{{/SIGNED}}{{#AUTHOR}}<br>{{NAME}}{{#WITH_ROLE}}, {{ROLE}}{{/WITH_ROLE}}{{/AUTHOR}}</p>{{#IS_ENDED}}<p><span class="iz-tag">[[dossier.plan_ended]]</span></p>{{/IS_ENDED}}</div>
      {{#GOAL}}<section class="iz-card iz-goal" aria-labelledby="doel-{{NUMBER}}">
        <div class="iz-card__head"><h3 class="utrecht-heading-3" id="doel-{{NUMBER}}">{{AREA}}</h3>{{#IS_ADDED}}<span class="iz-tag iz-tag--ok"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[dossier.goal_added]]</span>{{/IS_ADDED}}{{#IS_CHANGED}}<span class="iz-tag iz-tag--warn"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[dossier.goal_changed]]</span>{{/IS_CHANGED}}{{#IS_REMOVED}}<span class="iz-tag iz-tag--warn"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[dossier.goal_removed]]</span>{{/IS_REMOVED}}</div>
        <dl class="iz-dl">{{#WISH}}<div><dt>[[dossier.goal_wish]]</dt><dd>[[> dossier/goal_part]]</dd></div>{{/WISH}}{{#AGREEMENT}}<div><dt>[[dossier.goal_agreement]]</dt><dd>[[> dossier/goal_part]]</dd></div>{{/AGREEMENT}}{{#WHO}}<div><dt>[[dossier.goal_who]]</dt><dd>[[> dossier/goal_part]]</dd></div>{{/WHO}}{{#REVIEW}}<div><dt>[[dossier.goal_review]]</dt><dd>[[> dossier/goal_part]]</dd></div>{{/REVIEW}}</dl>
      </section>
      {{/GOAL}}
      [[> views/read_aloud]]
    </div>
    <div class="iz-stack">
      <nav class="iz-card iz-stack iz-stack--tight" aria-labelledby="in-dit-plan"><h2 class="utrecht-heading-2" id="in-dit-plan">[[dossier.in_this_plan]]</h2><ul role="list" class="iz-stack iz-stack--tight">{{#CONTENTS}}<li><a class="utrecht-link utrecht-link--html-a iz-solo" href="#doel-{{NUMBER}}">{{AREA}}</a></li>{{/CONTENTS}}</ul></nav>
      {{#VERSIONS}}<nav class="iz-card iz-stack iz-stack--tight" aria-labelledby="versies"><h2 class="utrecht-heading-2" id="versies">[[dossier.versions]]</h2><ul role="list" class="iz-chips iz-chips--list">{{#ONE_VERSION}}<li><a class="iz-chip" href="/dossier/plannen/{{ID:url_query_escape}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}><span>[[dossier.version_line]]<span class="iz-vh">, {{TITLE}}</span></span>{{#IS_NEW}} <span class="iz-badge">[[dossier.new]]</span>{{/IS_NEW}}</a></li>{{/ONE_VERSION}}</ul></nav>{{/VERSIONS}}
    </div>
  </div>{{/PLAN}}
</div>
