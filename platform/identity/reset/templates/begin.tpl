{{%AUTOESCAPE context="HTML"}}
<div class="iz-login">
[[> identity/art]]
<main class="iz-login__main" id="inhoud" tabindex="-1"><div class="iz-stack">
<div><a class="utrecht-link utrecht-link--html-a iz-back" href="/inloggen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[identity.back_to_sign_in]]</a><h1 class="utrecht-heading-1">[[identity.new_password_title]]</h1></div>
{{#NO_NUMBER}}<div class="utrecht-alert utrecht-alert--warning"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[identity.no_number_title]]</p><p class="utrecht-paragraph">[[identity.no_number_text]]</p></div></div></div>{{/NO_NUMBER}}
{{#FORM}}<form class="iz-form" method="post" action="/wachtwoord-vergeten/begin">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#CODE}}<p class="utrecht-paragraph">[[reset.begin_code]] <strong class="iz-nowrap">{{NUMBER}}</strong>. [[reset.begin_code_why]]</p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[reset.begin_button]]</button>{{/CODE}}
{{#BY_APP}}<p class="utrecht-paragraph">[[reset.begin_app]]</p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[reset.begin_next]]</button>{{/BY_APP}}
{{#ON_PAPER}}<p class="utrecht-paragraph">[[reset.begin_paper]]</p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[reset.begin_next]]</button>{{/ON_PAPER}}
{{#NO_CODE}}<p class="utrecht-paragraph">[[reset.begin_no_code]]</p>
<button class="utrecht-button utrecht-button--primary-action iz-button-wide" type="submit">[[reset.begin_no_code_button]]</button>{{/NO_CODE}}
</form>{{/FORM}}
[[> identity/help]]
</div></main>
</div>
