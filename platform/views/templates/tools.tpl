{{%AUTOESCAPE context="HTML"}}
<a class="iz-logo" href="/start"><img src="{{LOGO}}" alt="" width="52" height="52"><span><span class="iz-logo__name">{{SHORT_NAME}}</span><span class="iz-logo__sub">[[views.portal]]</span></span></a>
<form class="iz-tools" method="post" action="/weergave">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="terug" value="{{PATH}}">
<div class="iz-tools__sizes" role="group" aria-label="[[views.text_size]]">
<button class="iz-tool iz-tool__a1" name="tekst" value="gewoon" aria-pressed="{{SIZE_NORMAL}}"><span aria-hidden="true">A</span><span class="iz-vh">[[views.text_normal]]</span></button>
<button class="iz-tool iz-tool__a2" name="tekst" value="groot" aria-pressed="{{SIZE_LARGE}}"><span aria-hidden="true">A</span><span class="iz-vh">[[views.text_large]]</span></button>
<button class="iz-tool iz-tool__a3" name="tekst" value="grootst" aria-pressed="{{SIZE_LARGEST}}"><span aria-hidden="true">A</span><span class="iz-vh">[[views.text_largest]]</span></button>
</div>
<button class="iz-tool" name="contrast" value="{{CONTRAST_TO}}" aria-pressed="{{CONTRAST}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#circle-half"></use></svg> <span class="iz-label">[[views.contrast]]</span></button>
<button class="iz-tool" type="button" data-read-aloud data-stop="[[views.stop_reading]]" hidden><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#speaker-high"></use></svg> <span class="iz-label">[[views.read_aloud]]</span></button>
<a class="iz-tool" href="/informatie"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg> <span class="iz-label">[[views.information]]</span></a>
</form>
