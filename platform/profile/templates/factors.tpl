{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">[[factors.title]]</h1></div>
[[> identity/notice]]
{{#CODE_FIRST}}<p class="utrecht-paragraph">[[factors.code_first]]</p>{{/CODE_FIRST}}
<form class="iz-card iz-stack iz-stack--tight" method="post" action="/profiel/codes/maken"><input type="hidden" name="csrf" value="{{CSRF}}">
<h2 class="utrecht-heading-2">[[factors.paper]]</h2>
<p class="utrecht-paragraph">[[factors.paper_text]]</p>
<p class="utrecht-paragraph">{{#CODES_LEFT}}[[factors.left]] [[factors.paper_old]]{{/CODES_LEFT}}{{#NO_CODES}}[[factors.none]]{{/NO_CODES}}</p>
<div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[factors.paper_make]]</button></div>
</form>
{{#APP_ON}}<form class="iz-card iz-stack iz-stack--tight" method="post" action="/profiel/codes/app-aan"><input type="hidden" name="csrf" value="{{CSRF}}">
<h2 class="utrecht-heading-2">[[factors.app]]</h2>
<p class="utrecht-paragraph">[[factors.app_text]]</p>
<div class="iz-actions"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[factors.app_use]]</button></div>
</form>{{/APP_ON}}
{{#APP_OFF}}<form class="iz-card iz-stack iz-stack--tight" method="post" action="/profiel/codes/app-uit"><input type="hidden" name="csrf" value="{{CSRF}}">
<h2 class="utrecht-heading-2">[[factors.app]]</h2>
<p class="utrecht-paragraph">[[factors.app_stop_text]]</p>
<div class="iz-actions"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[factors.app_stop]]</button></div>
</form>{{/APP_OFF}}
</div>
