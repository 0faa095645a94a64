{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="{{BACK}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.proof_back]]</a><h1 class="utrecht-heading-1">{{TITLE}}</h1></div>
[[> identity/notice]]
<p class="utrecht-paragraph">{{SENT}} <strong>{{VALUE}}</strong>. [[profile.proof_why]]</p>
[[> identity/code_form]]
[[> identity/help]]
</div>
