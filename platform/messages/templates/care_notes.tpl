{{%AUTOESCAPE context="HTML"}}
{{#HOLIDAY}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph">{{TEXT}}</p></div></div></div>{{/HOLIDAY}}
{{#REPLY_TIME}}<p class="iz-soft"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clock"></use></svg> {{TEXT}}</p>{{/REPLY_TIME}}
