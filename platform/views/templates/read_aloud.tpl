{{%AUTOESCAPE context="HTML"}}
<div class="iz-actions" data-read-aloud hidden><button class="utrecht-button utrecht-button--subtle" type="button" data-stop="[[views.stop_reading]]"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#speaker-high"></use></svg> <span>[[views.read_aloud]]</span></button></div>
