{{%AUTOESCAPE context="HTML"}}
<div class="iz-card iz-empty">
  <svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-lifebuoy"></use></svg>
  <h1 class="utrecht-heading-1">{{TITLE}}</h1>
  <p class="utrecht-paragraph">{{TEXT}}</p>
  <div class="iz-actions"><a class="utrecht-button utrecht-button--primary-action" href="/start">[[access.to_start]]</a></div>
</div>
