{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[sharing.add_rights_of]]</h1>
  <ol class="iz-steps" role="list"><li class="is-done">[[sharing.step_who]]</li><li aria-current="step">[[sharing.step_rights]]</li></ol>
  <div class="iz-aside iz-aside--note"><section class="iz-card iz-card--warm iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[sharing.then_title]]</h2>{{#BY_INVITATION}}<p class="utrecht-paragraph">[[sharing.then_invited]]</p>{{/BY_INVITATION}}{{#BY_REQUEST}}<p class="utrecht-paragraph">[[sharing.then_requested]]</p>{{/BY_REQUEST}}</section>
  <form class="iz-card iz-form" method="post" action="/gebruikersbeheer/toevoegen/rechten">
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="voornaam" value="{{GIVEN}}"><input type="hidden" name="achternaam" value="{{FAMILY}}"><input type="hidden" name="email" value="{{EMAIL}}"><input type="hidden" name="wie" value="{{WHO}}">
    <dl class="iz-dl"><div><dt>[[sharing.name]]</dt><dd>{{GIVEN}} {{FAMILY}}</dd></div><div><dt>[[sharing.email]]</dt><dd>{{EMAIL}}</dd></div><div><dt>[[sharing.role]]</dt><dd>{{ROLE}}</dd></div></dl>
    <fieldset class="iz-stack iz-stack--tight"><legend class="utrecht-form-label">[[sharing.choose_rights]]</legend>
      {{#RIGHT}}<label class="iz-choice"><input type="checkbox" name="recht" value="{{WORD}}"{{#IS_TICKED}} checked{{/IS_TICKED}}><strong>{{NAME}}</strong><span>{{WHAT}}</span></label>
      {{/RIGHT}}
    </fieldset>
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#paper-plane-tilt"></use></svg> {{#BY_INVITATION}}[[sharing.send_invitation]]{{/BY_INVITATION}}{{#BY_REQUEST}}[[sharing.send_request]]{{/BY_REQUEST}}</button><button class="utrecht-button utrecht-button--subtle" type="submit" name="terug" value="ja">[[sharing.to_who]]</button></div>
  </form></div>
</div>
