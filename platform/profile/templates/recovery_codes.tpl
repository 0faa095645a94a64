{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<h1 class="utrecht-heading-1">[[factors.codes_title]]</h1>
<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[factors.codes_once]]</p><p class="utrecht-paragraph">[[factors.codes_print]]</p></div></div></div>
<section class="iz-card iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[factors.codes_for]]</h2>
<ol class="iz-stack iz-stack--tight">
{{#CODE}}<li><strong class="iz-nowrap">{{TEXT}}</strong></li>
{{/CODE}}</ol></section>
<div class="iz-actions"><a class="utrecht-button utrecht-button--primary-action" href="/profiel">[[factors.codes_done]]</a></div>
</div>
