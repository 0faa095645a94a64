{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
  <div><a class="utrecht-link utrecht-link--html-a iz-back" href="/profiel"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[profile.back]]</a><h1 class="utrecht-heading-1">{{TITLE_OF_PHOTO}}</h1></div>
  {{#FAULT}}<div class="utrecht-alert utrecht-alert--error" role="alert"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph iz-alert__title">{{FAULT_TITLE}}</p><p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="#foto">{{TEXT}}</a></p></div></div></div>{{/FAULT}}
  <section class="iz-card iz-stack">
    {{#HAS_PHOTO}}<div class="iz-person"><span class="iz-avatar iz-avatar--xl"><img src="{{SRC}}" alt="{{ALT}}"></span><p class="utrecht-paragraph">{{SEEN_BY}}</p><form class="iz-actions" method="post" action="{{PATH_OF_PHOTO}}/weghalen"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--secondary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#trash"></use></svg> [[profile.photo_remove]]</button></form></div>{{/HAS_PHOTO}}
    {{#NO_PHOTO}}<div class="iz-person"><span class="iz-avatar iz-avatar--xl" aria-hidden="true">{{#LETTERS}}{{INITIALS_OF_PHOTO}}{{/LETTERS}}{{#SIGN}}<svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#user-circle"></use></svg>{{/SIGN}}</span><p class="utrecht-paragraph">{{NOT_YET}}</p></div>{{/NO_PHOTO}}
    {{#ABOUT}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/ABOUT}}
    <form class="iz-form" method="post" action="{{PATH_OF_PHOTO}}" enctype="multipart/form-data"><input type="hidden" name="csrf" value="{{CSRF}}">
      <div class="utrecht-form-field"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="foto">[[profile.photo_choose]]</label></div>
      <p class="utrecht-form-field-description" id="foto-uitleg">{{HINT}}</p>
      {{#WRONG}}<p class="iz-form__error" id="foto-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/WRONG}}
      <div class="utrecht-form-field__input"><input class="iz-file" type="file" id="foto" name="foto" accept="{{ACCEPT}}" aria-describedby="{{#WRONG}}foto-fout {{/WRONG}}foto-uitleg"{{#WRONG}} aria-invalid="true"{{/WRONG}}></div></div>
      <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">[[profile.photo_save]]</button></div>
    </form>
  </section>
</div>
