{{%AUTOESCAPE context="HTML"}}
<div class="iz-card iz-empty">
  {{#LOCKED}}<svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-lock-simple"></use></svg>{{/LOCKED}}{{#AWAY}}<svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-lifebuoy"></use></svg>{{/AWAY}}
  <h1 class="utrecht-heading-1">{{TITLE}}</h1>
  {{#PARAGRAPH}}<p class="utrecht-paragraph">{{TEXT}}</p>
  {{/PARAGRAPH}}
  {{#ASK}}<form class="iz-actions" method="post" action="/vraag-toegang"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="recht" value="{{WANTED}}"><button class="utrecht-button utrecht-button--primary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#chat-circle-text"></use></svg> {{ASK_LABEL}}</button></form>{{/ASK}}
  <div class="iz-actions">{{#STEP}}{{#FIRST}}<a class="utrecht-button utrecht-button--primary-action" href="{{PATH}}">{{TEXT}}</a>{{/FIRST}}{{#OTHER}}<a class="utrecht-button utrecht-button--secondary-action" href="{{PATH}}">{{TEXT}}</a>{{/OTHER}}{{/STEP}}</div>
</div>
