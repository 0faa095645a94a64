{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[people.title]]</h1>
  [[> people/tabs]]
  {{#BY_ALPHABET}}<p class="iz-soft">[[people.by_alphabet]]</p>{{/BY_ALPHABET}}
  {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-address-book"></use></svg><h2 class="utrecht-heading-2">[[people.no_contacts_title]]</h2><p class="utrecht-paragraph">[[people.no_contacts_text]]</p></div>{{/EMPTY}}
  <ul class="iz-grid-2" role="list">
    {{#CONTACT}}<li class="iz-card iz-person"><span class="iz-avatar iz-avatar--lg" aria-hidden="true">{{#LETTERS}}{{INITIALS}}{{/LETTERS}}{{#PORTRAIT}}<img src="{{SRC}}" alt="">{{/PORTRAIT}}</span><div><h2 class="utrecht-heading-2">{{NAME}}</h2>{{#RELATION}}<p class="iz-soft">{{TEXT}}</p>{{/RELATION}}{{#FIRST}}<p class="iz-soft">[[people.first_contact]]</p>{{/FIRST}}{{#LEGAL}}<p class="iz-soft">[[people.legal_representative]]</p>{{/LEGAL}}{{#MANAGER}}<p class="iz-soft">[[people.portal_manager]]</p>{{/MANAGER}}</div><div class="iz-person__rest">{{#PHONE}}<div class="iz-person__line"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#phone"></use></svg> <a class="utrecht-link utrecht-link--html-a iz-solo iz-nowrap" href="{{DIALLED}}">{{SHOWN}}</a></div>{{/PHONE}}{{#EMAIL}}<div class="iz-person__line"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#envelope-simple"></use></svg> <span>{{ADDRESS}}</span></div>{{/EMAIL}}</div></li>
    {{/CONTACT}}
  </ul>
  [[> people/wrong]]
</div>
