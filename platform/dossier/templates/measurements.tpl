{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[dossier.title]]</h1>
  [[> dossier/tabs]]
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg><h2 class="utrecht-heading-2">[[dossier.measurements_empty_title]]</h2><p class="utrecht-paragraph">[[dossier.measurements_empty_text]]</p></div>{{/EMPTY}}
  <nav aria-label="[[dossier.choose_measurement]]"><ul class="iz-chips" role="list">{{#KIND_CHOICE}}<li><a class="iz-chip" href="/dossier/metingen/{{CODE:url_query_escape}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}>{{LABEL}}</a></li>{{/KIND_CHOICE}}</ul></nav>
  {{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-back" href="/dossier/metingen/{{CODE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.to_newest_measurements]]</a></p>{{/NOT_NEWEST}}
  {{#SHOWN}}<section class="iz-card iz-stack" aria-labelledby="meting">
    <div><h2 class="utrecht-heading-2" id="meting">{{LABEL}}</h2><p class="utrecht-paragraph"><strong>{{NOW}}</strong>, {{MOMENT}}.{{#RANGE}} [[dossier.agreed_range]]{{/RANGE}}</p></div>
    {{#CHART}}[[> views/chart]]{{/CHART}}
    {{#ONE_ONLY}}<p class="utrecht-paragraph">[[dossier.one_measurement]]</p>{{/ONE_ONLY}}
    <p class="iz-soft iz-small">[[dossier.measurement_note]]</p>
  </section>
  {{#TABLE}}<section class="iz-card"><div class="utrecht-table-container" role="region" aria-label="[[dossier.all_of]]" tabindex="0">
    <table class="utrecht-table"><caption class="utrecht-table__caption">[[dossier.all_of]]</caption>
      <thead class="utrecht-table__header"><tr class="utrecht-table__row"><th scope="col" class="utrecht-table__header-cell">[[dossier.date]]</th><th scope="col" class="utrecht-table__header-cell iz-num">{{LABEL}}</th>{{#COMPARES}}<th scope="col" class="utrecht-table__header-cell iz-num iz-column-wide">[[dossier.difference]]</th>{{/COMPARES}}</tr></thead>
      <tbody class="utrecht-table__body">{{#ROW}}<tr class="utrecht-table__row"><th scope="row" class="utrecht-table__cell">{{DATE}}, <span class="iz-nowrap">{{TIME}}</span>{{#NOTE}}<br><span class="iz-small iz-soft">{{TEXT}}</span>{{/NOTE}}</th><td class="utrecht-table__cell iz-num">{{VALUE}}{{#UNDER}}<span class="iz-cell-narrow"><span class="iz-vh">[[dossier.difference]]: </span>{{DIFFERENCE}}</span>{{/UNDER}}</td>{{#COLUMN}}<td class="utrecht-table__cell iz-num iz-column-wide">{{DIFFERENCE}}</td>{{/COLUMN}}</tr>
      {{/ROW}}</tbody>
    </table></div>
    {{#OLDER}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/dossier/metingen/{{CODE:url_query_escape}}?voor={{CURSOR:url_query_escape}}">[[dossier.older_measurements]]</a></p>{{/OLDER}}
  </section>{{/TABLE}}{{/SHOWN}}
</div>
