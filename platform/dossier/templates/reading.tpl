{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[dossier.title]]</h1>
  [[> dossier/tabs]]
  <form class="iz-inline-fields" method="get" action="/dossier/lezen">
    <div class="utrecht-form-field utrecht-form-field--text">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="soort">[[dossier.choose_kind]]</label></div>
      <div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="soort" name="soort">{{#KIND_CHOICE}}<option value="{{CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/KIND_CHOICE}}</select></div>
    </div>
    <button class="utrecht-button utrecht-button--secondary-action" type="submit">[[dossier.show_kind]]</button>
  </form>
  {{#SEARCH}}<div><a class="utrecht-link utrecht-link--html-a iz-solo" href="/dossier/zoeken"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#magnifying-glass"></use></svg> [[dossier.search_link]]</a></div>{{/SEARCH}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg><h2 class="utrecht-heading-2">[[dossier.reading_empty_title]]</h2><p class="utrecht-paragraph">[[dossier.reading_empty_text]]</p></div>{{/EMPTY}}
  <div class="iz-split">
    <nav class="iz-card iz-card--flush{{#ONE}} iz-only-wide{{/ONE}}" aria-label="[[dossier.reports]]">
      <ul class="iz-picker{{#LIST}} iz-picker--whole{{/LIST}}" role="list">
        {{#ITEM}}<li><a href="{{PATH}}{{#OF_KIND}}?soort={{KIND:url_query_escape}}{{/OF_KIND}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}><span class="iz-small iz-soft">{{MOMENT}}</span><strong>{{TITLE}}</strong>{{#AUTHOR}}<span class="iz-small">{{NAME}}</span>{{/AUTHOR}}</a></li>
        {{/ITEM}}
      </ul>
    </nav>
    <div{{#LIST}} class="iz-only-wide"{{/LIST}}><div class="iz-stack iz-stack--tight">
      {{#READING}}{{#ONE}}<div class="iz-only-narrow"><a class="utrecht-link utrecht-link--html-a iz-back" href="/dossier/lezen{{#KEEP_KIND}}?soort={{KIND:url_query_escape}}{{/KEEP_KIND}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.all_reports]]</a></div>{{/ONE}}
      <article class="iz-card iz-article" aria-labelledby="titel">
        <div class="iz-stack iz-stack--tight">
          <div class="iz-report__meta">{{#IS_REPORT}}<span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#note-pencil"></use></svg> {{KIND}}</span>{{/IS_REPORT}}{{#IS_QUESTIONNAIRE}}<span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#list-checks"></use></svg> [[dossier.kind_vragenlijst]]</span>{{/IS_QUESTIONNAIRE}}{{#IS_NEW}} <span class="iz-badge">[[dossier.new]]</span>{{/IS_NEW}}[[> dossier/family_part]]</div>
          <h2 class="utrecht-heading-2" id="titel">{{TITLE}}</h2>
          <p class="utrecht-paragraph iz-soft">{{DATE}}, {{TIME}}{{#AUTHOR}}<br>{{NAME}}{{#WITH_ROLE}}, {{ROLE}}{{/WITH_ROLE}}{{/AUTHOR}}</p>
        </div>
        <div class="iz-prose">
          {{#PARAGRAPH}}<p class="utrecht-paragraph">{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>
          {{/PARAGRAPH}}
          {{#ANSWERS}}<dl class="iz-dl">{{#ANSWER}}<div><dt>{{QUESTION}}</dt><dd>{{TEXT}}</dd></div>{{/ANSWER}}</dl>{{/ANSWERS}}
          {{#SCORE}}<p class="utrecht-paragraph">[[dossier.score]]: <strong>{{TEXT}}</strong></p>{{/SCORE}}
        </div>
        {{#GLOSSARY}}<details class="iz-glossary"><summary>[[dossier.glossary]]</summary><dl class="iz-dl">{{#WORD}}<div><dt>{{SHORT}}</dt><dd>{{PLAIN}}</dd></div>{{/WORD}}</dl></details>{{/GLOSSARY}}
        [[> views/read_aloud]]
        {{#QUESTIONS}}<p class="iz-soft">{{TEXT}}</p>{{/QUESTIONS}}
      </article>{{/READING}}
      {{#PAGER}}<nav class="iz-pager" aria-label="[[dossier.other_reports]]">{{#OLDER}}<a class="utrecht-button utrecht-button--secondary-action" href="{{PATH}}{{#OF_KIND}}?soort={{KIND:url_query_escape}}{{/OF_KIND}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.previous]]<span class="iz-vh">: {{TITLE}}</span></a>{{/OLDER}}{{#NEWER}}<a class="utrecht-button utrecht-button--secondary-action" href="{{PATH}}{{#OF_KIND}}?soort={{KIND:url_query_escape}}{{/OF_KIND}}">[[dossier.next]]<span class="iz-vh">: {{TITLE}}</span> <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-right"></use></svg></a>{{/NEWER}}</nav>{{/PAGER}}
    </div></div>
  </div>
</div>
