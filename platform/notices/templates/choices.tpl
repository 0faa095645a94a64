{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[notices.back_to_profile]]</a><h1 class="utrecht-heading-1">[[notices.choices_title]]</h1></div>
{{#DONE}}<div class="utrecht-alert utrecht-alert--ok" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#check-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[notices.choices_saved]]</p></div></div></div>{{/DONE}}
{{#STOPPED}}<div class="utrecht-alert utrecht-alert--info"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#info"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[notices.stopped_title]]</p><p class="utrecht-paragraph">[[notices.stopped_text]]</p></div></div></div>{{/STOPPED}}
{{#NO_EMAIL}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[notices.no_email_title]]</p><p class="utrecht-paragraph">[[notices.no_email_text]]</p></div></div></div>{{/NO_EMAIL}}
{{#WITH_EMAIL}}<p class="utrecht-paragraph">[[notices.choices_text]] <strong>{{EMAIL}}</strong>. [[notices.choices_never_what]]</p>{{/WITH_EMAIL}}
<form class="iz-form" method="post" action="/profiel/meldingen">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#KIND}}<div class="utrecht-form-field utrecht-form-field--text">
<div class="utrecht-form-field__label"><label class="utrecht-form-label" for="soort-{{NAME}}">{{LABEL}}</label></div>
<div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="soort-{{NAME}}" name="soort-{{NAME}}">{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/OPTION}}</select></div>
</div>
{{/KIND}}<p class="iz-soft">[[notices.daily_text]]</p>
<fieldset class="iz-stack iz-stack--tight"><legend class="utrecht-heading-2">[[notices.quiet_title]]</legend>
<p class="iz-soft">[[notices.quiet_text]]</p>
<div class="iz-inline-fields">
<div class="utrecht-form-field utrecht-form-field--text"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="stil-van">[[notices.quiet_from]]</label></div>
<div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="stil-van" name="stil-van"><option value=""{{#NOT_QUIET}} selected{{/NOT_QUIET}}>[[notices.quiet_never]]</option>{{#FROM}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/FROM}}</select></div></div>
<div class="utrecht-form-field utrecht-form-field--text"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="stil-tot">[[notices.quiet_until]]</label></div>
<div class="utrecht-form-field__input"><select class="utrecht-select utrecht-select--html-select" id="stil-tot" name="stil-tot">{{#UNTIL}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/UNTIL}}</select></div></div>
</div></fieldset>
<p class="iz-soft">[[notices.always_text]]</p>
<div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[notices.save]]</button></div>
</form>
</div>
