{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[dossier.title]]</h1>
  [[> dossier/tabs]]
  <div class="iz-aside">
  <div class="iz-stack">
    <nav aria-label="[[dossier.choose_day]]"><div class="iz-days">
      {{#BAR_DAY}}<a href="/dossier/tijdslijn?maand={{MONTH:url_query_escape}}&amp;dag={{NUMBER:url_query_escape}}{{#OF_KIND}}&amp;soort={{WORD:url_query_escape}}{{/OF_KIND}}"{{#CHOSEN}} aria-current="date"{{/CHOSEN}}><small>{{WEEKDAY}}</small><b>{{NUMBER}}</b><i{{#HAS_NONE}} class="is-none"{{/HAS_NONE}}></i><span class="iz-vh">{{MONTH_NAME}}, {{#HAS}}[[dossier.day_has]]{{/HAS}}{{#HAS_NONE}}[[dossier.day_has_none]]{{/HAS_NONE}}</span></a>
      {{/BAR_DAY}}
    </div></nav>
    {{#WRONG_DAY}}<div class="utrecht-alert utrecht-alert--error" role="alert">
      <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg>
      <div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[dossier.wrong_day_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#dag">[[dossier.wrong_day_text]]</a></p></div></div>
    </div>{{/WRONG_DAY}}
    {{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-back" href="/dossier/tijdslijn{{#KEEP_KIND}}?soort={{WORD:url_query_escape}}{{/KEEP_KIND}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.to_newest]]</a></p>{{/NOT_NEWEST}}
    {{#SILENT_DAY}}<section class="iz-day" aria-labelledby="stille-dag">
    <h2 class="utrecht-heading-2 iz-day__title" id="stille-dag">{{HEADING}}</h2>
    <div class="iz-card"><p class="utrecht-paragraph">{{#PAST}}[[dossier.silent_day]]{{/PAST}}{{#TO_COME}}[[dossier.day_to_come]]{{/TO_COME}}</p>{{#WHY}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/WHY}}</div>
    </section>{{/SILENT_DAY}}
    {{#DAY}}<section class="iz-day" aria-labelledby="dag-{{DATE}}">
    <h2 class="utrecht-heading-2 iz-day__title" id="dag-{{DATE}}">{{HEADING}}</h2>
    <ol class="iz-stack iz-stack--tight" role="list">
    {{#ENTRY}}<li class="iz-card iz-report">
      <p class="iz-report__time">{{TIME}}</p>
      <div class="iz-report__meta"><h3 class="utrecht-heading-3">{{#LINK}}<a class="iz-report__title" href="{{PATH}}">{{TITLE}}{{#VALUE}}: {{TEXT}}{{/VALUE}}</a>{{/LINK}}{{#IS_VISIT}}[[dossier.visit]]{{/IS_VISIT}}</h3></div>
      <div class="iz-report__meta">{{#IS_NEW}}<span class="iz-badge">[[dossier.new]]</span> {{/IS_NEW}}<span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#{{ICON}}"></use></svg> {{KIND}}</span>{{#AUTHOR}} <span class="iz-soft">{{NAME}}{{#WITH_ROLE}}, {{ROLE}}{{/WITH_ROLE}}</span>{{/AUTHOR}}[[> dossier/family_part]]</div>
      {{#EXCERPT}}<p class="iz-clip">{{TEXT}}</p>{{/EXCERPT}}
      {{#LINK}}<span class="iz-report__more" aria-hidden="true">[[dossier.read_on]]</span>{{/LINK}}
    </li>
    {{/ENTRY}}</ol>
    </section>
    {{/DAY}}
    {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg><h2 class="utrecht-heading-2">[[dossier.timeline_empty_title]]</h2><p class="utrecht-paragraph">[[dossier.timeline_empty_text]]</p></div>{{/EMPTY}}
    {{#OLDER}}<div class="iz-pager"><a class="utrecht-button utrecht-button--secondary-action" href="/dossier/tijdslijn?voor={{CURSOR:url_query_escape}}{{#OF_KIND}}&amp;soort={{WORD:url_query_escape}}{{/OF_KIND}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.earlier_days]]</a></div>{{/OLDER}}
  </div>
  <div class="iz-stack">
    <nav class="iz-card iz-stack iz-stack--tight" aria-labelledby="soort">
      <h2 class="utrecht-heading-2" id="soort">[[dossier.what_to_see]]</h2>
      <ul class="iz-chips iz-chips--list" role="list">
        {{#FILTER}}<li><a class="iz-chip" href="{{PATH}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}>{{LABEL}}</a></li>
        {{/FILTER}}
      </ul>
    </nav>
    {{#SEARCH}}<a class="utrecht-link utrecht-link--html-a iz-solo" href="/dossier/zoeken"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#magnifying-glass"></use></svg> [[dossier.search_link]]</a>{{/SEARCH}}
    <form class="iz-card iz-form" method="get" action="/dossier/tijdslijn">
      {{#KEEP_KIND}}<input type="hidden" name="soort" value="{{WORD}}">{{/KEEP_KIND}}
      <fieldset><legend class="utrecht-heading-2">[[dossier.go_to_day]]</legend>
        <div class="iz-inline-fields">
          <div class="utrecht-form-field utrecht-form-field--text">
            <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="dag">[[dossier.day]]</label></div>
            <div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input iz-w-2" id="dag" name="dag" type="text" inputmode="numeric" maxlength="2" autocomplete="off" required></div>
          </div>
          <div class="utrecht-form-field utrecht-form-field--text">
            <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="maand">[[dossier.month]]</label></div>
            <div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="maand" name="maand">{{#MONTH_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/MONTH_OPTION}}</select></div>
          </div>
        </div>
      </fieldset>
      <button class="utrecht-button utrecht-button--secondary-action" type="submit">[[dossier.go_to_this_day]]</button>
    </form>
    {{#SILENCE}}<p class="iz-soft iz-small">{{TEXT}}</p>{{/SILENCE}}
  </div></div>
</div>
