{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
  <div><a class="utrecht-link utrecht-link--html-a iz-back" href="/gegevens/prikbord"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[pinboard.back]]</a><h1 class="utrecht-heading-1">[[pinboard.change_title]]</h1></div>
  {{#FAULT}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">[[pinboard.fault_title]]</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#tekst">{{TEXT}}</a></p></div></div></div>{{/FAULT}}
  <form class="iz-card iz-form" method="post" action="/gegevens/prikbord/{{ID:url_query_escape}}/wijzigen"><input type="hidden" name="csrf" value="{{CSRF}}">
    <div class="utrecht-form-field utrecht-form-field--text"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="tekst">[[pinboard.change_label]]</label></div>
    {{#WRONG}}<p class="iz-form__error" id="tekst-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
    <div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="tekst" name="tekst" rows="6"{{#WRONG}} aria-invalid="true" aria-describedby="tekst-fout"{{/WRONG}}>{{TYPED:pre_escape}}</textarea></div></div>
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[pinboard.change_save]]</button></div>
  </form>
</div>
