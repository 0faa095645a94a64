{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.confirm_back]]</a><h1 class="utrecht-heading-1">[[profile.confirm_title]]</h1></div>
[[> identity/notice]]
<p class="utrecht-paragraph">{{WHAT}}{{#SENT_TO}} [[identity.code_sent_to]] <strong class="iz-nowrap">{{NUMBER}}</strong>.{{/SENT_TO}}</p>
{{#NO_NUMBER}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[identity.no_number_title]]</p><p class="utrecht-paragraph">[[identity.no_number_text]]</p></div></div></div>{{/NO_NUMBER}}
[[> profile/code]]
[[> identity/help]]
</div>
