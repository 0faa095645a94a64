{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}" class="utrecht-root voorbeeld-theme tenant-{{TENANT}}{{MODE_CLASSES}}">
[[> views/head]]
<body class="utrecht-body utrecht-document iz-has-nav">
<a class="utrecht-skip-link utrecht-skip-link--visible-on-focus iz-skip" href="#inhoud">[[views.to_content]]</a>
<header class="iz-header"><div class="iz-header__row">
[[> views/tools]]
<div class="iz-account">
<a class="iz-tool iz-bell" href="/meldingen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#bell"></use></svg> <span class="iz-label">[[views.notices]]</span>{{#NOTICES_NEW}} <span class="iz-dot">{{COUNT}}<span class="iz-vh"> [[views.new]]</span></span>{{/NOTICES_NEW}}</a>
<details class="iz-menu">
<summary class="iz-tool"><span class="iz-vh">[[views.menu_of]] </span><span class="iz-avatar" aria-hidden="true">{{INITIALS}}</span> <span class="iz-account__name">{{PERSON}}</span> <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-down"></use></svg></summary>
<div class="iz-menu__panel"><ul role="list">
<li><a href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#user-circle"></use></svg> [[views.profile]]</a></li>
{{#MAY_MANAGE}}<li><a href="/gebruikersbeheer"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#users-three"></use></svg> [[views.manage_people]]</a></li>
<li><a href="/inzagelog"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg> [[views.who_looked]]</a></li>{{/MAY_MANAGE}}
{{#MAY_DOWNLOAD}}<li><a href="/download"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#download-simple"></use></svg> [[views.download]]</a></li>{{/MAY_DOWNLOAD}}
<li><a href="/informatie"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg> [[views.information]]</a></li>
<li class="iz-menu__sep"><a href="/uitloggen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#sign-out"></use></svg> [[views.sign_out]]</a></li>
</ul></div>
</details>
</div>
</div></header>
{{#PREVIEW}}<section class="iz-preview" aria-label="[[views.preview]]"><div class="iz-preview__row"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#eye"></use></svg><p>[[views.preview_of]]</p><form method="post" action="/gebruikersbeheer/zie-als/stop"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit">[[views.preview_stop]]</button></form></div></section>{{/PREVIEW}}
<nav class="iz-nav" aria-label="[[views.main_menu]]"><ul role="list">
{{#NAV_START}}<li><a href="/start"{{#CURRENT}} aria-current="page"{{/CURRENT}}><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#house"></use></svg> [[views.nav_start]]</a></li>{{/NAV_START}}
{{#NAV_AGENDA}}<li><a href="/agenda"{{#CURRENT}} aria-current="page"{{/CURRENT}}><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#calendar-blank"></use></svg> [[views.nav_agenda]]</a></li>{{/NAV_AGENDA}}
{{#NAV_MESSAGES}}<li><a href="/berichten"{{#CURRENT}} aria-current="page"{{/CURRENT}}><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#chat-circle-text"></use></svg> [[views.nav_messages]]</a></li>{{/NAV_MESSAGES}}
{{#NAV_DOSSIER}}<li><a href="/dossier/tijdslijn"{{#CURRENT}} aria-current="page"{{/CURRENT}}><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clipboard-text"></use></svg> [[views.nav_dossier]]</a></li>{{/NAV_DOSSIER}}
{{#NAV_DETAILS}}<li><a href="/gegevens/contactpersonen"{{#CURRENT}} aria-current="page"{{/CURRENT}}><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#address-book"></use></svg> [[views.nav_details]]</a></li>{{/NAV_DETAILS}}
</ul></nav>
{{#CLIENT_BAR}}<div class="iz-context" role="region" aria-label="[[views.chosen_client]]"><div class="iz-context__row">
<div class="iz-client">
<div class="iz-client__who"><span class="iz-avatar" aria-hidden="true">{{#CLIENT_PHOTO}}<img src="{{SRC}}" alt="">{{/CLIENT_PHOTO}}{{#CLIENT_SIGN}}<svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#user-circle"></use></svg>{{/CLIENT_SIGN}}</span><span><small>[[views.dossier_of]]</small><strong>{{CLIENT_NAME}}</strong></span></div>
{{#SWITCH}}<details class="iz-menu"><summary class="iz-tool"><span>[[views.switch]]<span class="iz-wide-text"> [[views.switch_client]]</span></span> <svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-down"></use></svg></summary>
<div class="iz-menu__panel iz-menu__panel--start"><form method="post" action="/wissel"><input type="hidden" name="csrf" value="{{CSRF}}"><ul role="list">
{{#CHOICE}}<li><button name="client" value="{{ID}}"{{#CHOSEN}} aria-current="true"{{/CHOSEN}}><span class="iz-avatar" aria-hidden="true"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#user-circle"></use></svg></span> {{NAME}}</button></li>
{{/CHOICE}}</ul></form></div>
</details>{{/SWITCH}}
</div>
{{#FRESH}}<p class="iz-fresh"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#arrows-clockwise"></use></svg> <span>{{FRESH_TEXT}} <span class="iz-fresh__next">{{FRESH_NEXT}}</span></span></p>{{/FRESH}}
{{#STALE}}<p class="iz-fresh"><span class="iz-tag iz-tag--warn"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg> {{FRESH_TEXT}}</span></p>{{/STALE}}
</div></div>{{/CLIENT_BAR}}
<div class="iz-page"><main class="iz-main" id="inhoud" tabindex="-1">
{{#TYPED_BACK}}<div class="utrecht-alert utrecht-alert--info iz-typed-back" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[views.typed_back_title]]</p><p class="utrecht-paragraph">[[views.typed_back_text]]</p></div></div></div>{{/TYPED_BACK}}
{{>CONTENT}}
</main></div>
[[> views/footer]]
{{#IDLE}}<section class="iz-idle" aria-label="[[views.idle_title]]" data-idle data-warn-after-s="{{WARN_AFTER_S}}" data-over-after-s="{{OVER_AFTER_S}}" hidden><div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph" role="alert" data-text="[[views.idle_text]]" data-over="[[views.idle_over]]"></p><div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="button">[[views.idle_stay]]</button></div></div></div></div></section>{{/IDLE}}
</body>
</html>
