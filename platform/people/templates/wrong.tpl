{{%AUTOESCAPE context="HTML"}}
<div class="utrecht-alert utrecht-alert--info">
  <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg>
  <div class="utrecht-alert__content"><div class="utrecht-alert__message">
    <p class="utrecht-paragraph iz-alert__title">[[people.wrong_title]]</p>
    <p class="utrecht-paragraph">[[people.wrong_text]]</p>
  </div></div>
</div>
