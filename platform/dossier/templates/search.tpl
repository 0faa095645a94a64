{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[dossier.search_heading]]</h1>
  [[> dossier/tabs]]
  <form class="iz-card iz-form" method="get" action="/dossier/zoeken" role="search">
    <div class="utrecht-form-field utrecht-form-field--text">
      <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="woorden">[[dossier.search_label]]</label></div>
      <div class="utrecht-form-field-description" id="woorden-uitleg">[[dossier.search_what]]</div>
      <div class="utrecht-form-field__input"><input class="utrecht-textbox utrecht-textbox--html-input" id="woorden" name="woorden" type="search" value="{{TYPED}}" maxlength="200" autocomplete="off" aria-describedby="woorden-uitleg"></div>
    </div>
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[dossier.search_do]]</button></div>
  </form>
  {{#NO_WORDS}}<div class="iz-card iz-empty"><h2 class="utrecht-heading-2">[[dossier.search_no_words_title]]</h2><p class="utrecht-paragraph">[[dossier.search_no_words_text]]</p></div>{{/NO_WORDS}}
  {{#NONE}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-clipboard-text"></use></svg><h2 class="utrecht-heading-2">{{#NOWHERE}}[[dossier.search_none_title]]{{/NOWHERE}}{{#NO_MORE}}[[dossier.search_no_more_title]]{{/NO_MORE}}</h2><p class="utrecht-paragraph">[[dossier.search_none_text]]</p><div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/dossier/lezen">[[dossier.all_reports]]</a></div></div>{{/NONE}}
  {{#FOUND_LIST}}<section class="iz-stack iz-stack--tight" aria-labelledby="gevonden">
    <h2 class="utrecht-heading-2" id="gevonden">[[dossier.search_found]]</h2>
    <ol class="iz-stack iz-stack--tight" role="list">
    {{#REPORT}}<li class="iz-card iz-report iz-report--found">
      <div class="iz-report__meta"><h3 class="utrecht-heading-3"><a class="iz-report__title" href="{{PATH}}">{{TITLE}}</a></h3></div>
      <p class="iz-soft">{{MOMENT}}{{#AUTHOR}}, {{NAME}}{{/AUTHOR}}</p>
      <p>{{#PIECE}}{{TEXT}}{{#FOUND}}<mark>{{WORD}}</mark>{{/FOUND}}{{/PIECE}}</p>
      <span class="iz-report__more" aria-hidden="true">[[dossier.read_on]]</span>
    </li>
    {{/REPORT}}</ol>
    {{#OLDER}}<div class="iz-pager"><a class="utrecht-button utrecht-button--secondary-action" href="/dossier/zoeken?woorden={{ASKED:url_query_escape}}&amp;voor={{CURSOR:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[dossier.search_older]]</a></div>{{/OLDER}}
  </section>{{/FOUND_LIST}}
</div>
