{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-stack--loose">
<h1 class="utrecht-heading-1">[[profile.title]]</h1>
[[> identity/notice]]
<div class="iz-grid-2">
<section class="iz-card iz-stack iz-stack--tight" aria-labelledby="gegevens"><h2 class="utrecht-heading-2" id="gegevens">[[profile.data]]</h2>
{{#PHOTO}}<div class="iz-person"><span class="iz-avatar iz-avatar--xl" aria-hidden="true">{{#LETTERS}}{{INITIALS}}{{/LETTERS}}{{#PORTRAIT}}<img src="{{SRC}}" alt="">{{/PORTRAIT}}</span><p><a class="utrecht-link utrecht-link--html-a iz-solo" href="/profiel/foto"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#camera"></use></svg> {{#LETTERS}}[[profile.photo_add]]{{/LETTERS}}{{#PORTRAIT}}[[profile.photo_change]]{{/PORTRAIT}}</a></p></div>{{/PHOTO}}
<dl class="iz-dl">
<div><dt>[[profile.name]]</dt><dd>{{NAME}}</dd></div>
<div><dt>[[identity.user_name]]</dt><dd>{{LOGIN_NAME}}</dd></div>
{{#MOBILE}}<div><dt>[[profile.mobile]]</dt><dd>{{#SOME}}<span class="iz-nowrap">{{VALUE}}</span>{{/SOME}}{{#NONE}}[[profile.none]]{{/NONE}}{{#MAY_CHANGE}}<br><a class="utrecht-link utrecht-link--html-a iz-solo" href="/profiel/mobiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[profile.change]]<span class="iz-vh"> [[profile.of_mobile]]</span></a>{{/MAY_CHANGE}}</dd></div>{{/MOBILE}}
{{#EMAIL}}<div><dt>[[profile.email]]</dt><dd>{{#SOME}}{{VALUE}}{{/SOME}}{{#NONE}}[[profile.none]]{{/NONE}}{{#MAY_CHANGE}}<br><a class="utrecht-link utrecht-link--html-a iz-solo" href="/profiel/email"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[profile.change]]<span class="iz-vh"> [[profile.of_email]]</span></a>{{/MAY_CHANGE}}</dd></div>{{/EMAIL}}
{{#LANDLINE}}<div><dt>[[profile.landline]]</dt><dd>{{#SOME}}<span class="iz-nowrap">{{VALUE}}</span>{{/SOME}}{{#NONE}}[[profile.none]]{{/NONE}}{{#MAY_CHANGE}}<br><a class="utrecht-link utrecht-link--html-a iz-solo" href="/profiel/contactgegevens"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[profile.change]]<span class="iz-vh"> [[profile.of_landline]]</span></a>{{/MAY_CHANGE}}</dd></div>{{/LANDLINE}}
{{#ADDRESS}}<div><dt>[[profile.address]]</dt><dd>{{#SOME}}{{#TEXT_LINE}}{{TEXT}}<br>{{/TEXT_LINE}}{{/SOME}}{{#NONE}}[[profile.none]]<br>{{/NONE}}<a class="utrecht-link utrecht-link--html-a iz-solo" href="/profiel/contactgegevens"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#pencil-simple"></use></svg> [[profile.change]]<span class="iz-vh"> [[profile.of_address]]</span></a></dd></div>{{/ADDRESS}}
</dl>
{{#EXTERNAL}}<p class="iz-small iz-soft">[[profile.external]]</p>{{/EXTERNAL}}
{{#OTHER_CHANGES}}<p class="iz-small iz-soft">{{#PIECE}}<wbr>{{TEXT}}{{/PIECE}}</p>{{/OTHER_CHANGES}}
</section>
{{#PASSWORD}}<section class="iz-card iz-stack" aria-labelledby="wachtwoord"><h2 class="utrecht-heading-2" id="wachtwoord">[[identity.password]]</h2>
<p class="utrecht-paragraph">[[profile.password_text]]</p>
<div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/profiel/wachtwoord"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#lock-simple"></use></svg> [[profile.password_change]]</a></div></section>{{/PASSWORD}}
</div>
{{#FACTORS}}<section class="iz-card iz-stack" aria-labelledby="herstel"><h2 class="utrecht-heading-2" id="herstel">[[factors.title]]</h2>
<p class="utrecht-paragraph">[[factors.profile_text]]{{#APP_ON}} [[factors.app_is_on]]{{/APP_ON}} {{#CODES_LEFT}}[[factors.left]]{{/CODES_LEFT}}{{#NO_CODES}}[[factors.none]]{{/NO_CODES}}</p>
<div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/profiel/codes">[[factors.arrange]]</a></div></section>{{/FACTORS}}
<section class="iz-card iz-stack" aria-labelledby="mails"><h2 class="utrecht-heading-2" id="mails">[[notices.choices_title]]</h2>
<p class="utrecht-paragraph">[[profile.mails_text]]</p>
<div class="iz-actions"><a class="utrecht-button utrecht-button--secondary-action" href="/profiel/meldingen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#envelope-simple"></use></svg> [[notices.choose_mails]]</a></div></section>
{{#CLIENT_PHOTO_LINK}}<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/client/foto"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#camera"></use></svg> {{TEXT}}</a></p>{{/CLIENT_PHOTO_LINK}}
{{#WHO_LOOKED}}<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/inzagelog">[[access.log_title]]</a></p>{{/WHO_LOOKED}}
{{#PASSKEYS}}<p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a iz-solo" href="/profiel/passkeys">[[profile.passkeys]]</a></p>{{/PASSKEYS}}
{{#TRUSTED}}<section class="iz-stack iz-stack--tight" aria-labelledby="apparaten"><h2 class="utrecht-heading-2" id="apparaten">[[profile.devices]]</h2>
{{#NO_DEVICE}}<p class="utrecht-paragraph">[[profile.no_devices]]</p>{{/NO_DEVICE}}
{{#DEVICES}}<p class="iz-soft">[[profile.devices_text]]</p>
<ul class="iz-rows" role="list">
{{#DEVICE}}<li><div class="iz-row iz-row--wrap"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-desktop"></use></svg><div class="iz-row__body"><span class="iz-row__title" id="apparaat-{{ID}}">{{NAME}}</span> <span class="iz-small iz-soft">[[profile.device_used]]</span></div><div class="iz-row__end">{{#THIS}}<span class="iz-tag iz-tag--ok"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg> [[profile.this_device]]</span> {{/THIS}}<form method="post" action="/profiel/apparaten/vergeet"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="apparaat" value="{{ID}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit" aria-describedby="apparaat-{{ID}}">[[profile.forget]]</button></form></div></div></li>
{{/DEVICE}}</ul>{{/DEVICES}}
{{#FORGET_ALL}}<form class="iz-actions" method="post" action="/profiel/apparaten/vergeet-alle"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[profile.forget_all]]</button></form>{{/FORGET_ALL}}
</section>{{/TRUSTED}}
<section class="iz-stack iz-stack--tight" aria-labelledby="plekken"><h2 class="utrecht-heading-2" id="plekken">[[profile.places]]</h2>
<p class="iz-soft">[[profile.places_text]]</p>
<ul class="iz-rows" role="list">
{{#PLACE}}<li><div class="iz-row iz-row--wrap"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-sign-in"></use></svg><div class="iz-row__body"><span class="iz-row__title" id="plek-{{ID}}">{{NAME}}</span> <span class="iz-small iz-soft">[[profile.place_since]]{{#OTHER}} [[profile.place_seen]]{{/OTHER}}</span></div><div class="iz-row__end">{{#THIS}}<span class="iz-tag iz-tag--ok"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg> [[profile.this_place]]</span>{{/THIS}}{{#OTHER}}<form method="post" action="/profiel/plekken/uitloggen"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="plek" value="{{ID}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit" aria-describedby="plek-{{ID}}">[[profile.end_place]]</button></form>{{/OTHER}}</div></div></li>
{{/PLACE}}</ul>
<form class="iz-actions" method="post" action="/profiel/plekken/overal-uitloggen"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#sign-out"></use></svg> [[profile.end_everywhere]]</button></form>
</section>
</div>
