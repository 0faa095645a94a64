{{%AUTOESCAPE context="HTML"}}
<div class="iz-page"><main class="iz-main iz-plain" id="inhoud" tabindex="-1"><div class="iz-card iz-empty">
<svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg>
<h1 class="utrecht-heading-1">[[enrolment.ready_title]]</h1>
<p class="utrecht-paragraph">[[enrolment.ready_name]]<br><strong>{{LOGIN}}</strong></p>
<p class="utrecht-paragraph">[[enrolment.ready_text]]</p>
<div class="iz-actions"><a class="utrecht-button utrecht-button--primary-action" href="/start">[[enrolment.to_portal]]</a></div>
</div></main></div>
