{{%AUTOESCAPE context="HTML"}}
<div class="utrecht-alert utrecht-alert--ok" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">{{TEXT}}</p></div></div></div>
