{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">[[profile.passkeys]]</h1></div>
[[> identity/notice]]
<p class="utrecht-paragraph">[[passkeys.what]]</p>
{{#NONE}}<div class="iz-card"><p class="utrecht-paragraph">[[profile.passkeys_none]]</p></div>{{/NONE}}
<ul class="iz-rows" role="list">
{{#PASSKEY}}<li><div class="iz-row iz-row--wrap"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#device-mobile"></use></svg><div class="iz-row__body"><span class="iz-row__title">{{NAME}}</span><span class="iz-small iz-soft">[[profile.passkey_made]]</span><br><span class="iz-small iz-soft">{{#USED}}[[profile.passkey_used]]{{/USED}}{{#UNUSED}}[[profile.passkey_unused]]{{/UNUSED}}</span></div><div class="iz-row__end"><form method="post" action="/profiel/passkeys/verwijderen"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="passkey" value="{{ID}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[profile.passkey_remove]]<span class="iz-vh">: {{NAME}}</span></button></form></div></div></li>{{/PASSKEY}}
</ul>
{{#MORE}}<form class="iz-stack iz-stack--tight" method="post" action="/profiel/passkeys/maken"><input type="hidden" name="csrf" value="{{CSRF}}">
<p class="utrecht-paragraph">[[profile.passkey_code_first]]</p>
<div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[profile.make_passkey]]</button></div></form>{{/MORE}}
</div>
