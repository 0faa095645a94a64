{{%AUTOESCAPE context="HTML"}}
<form class="iz-card iz-form" method="post" action="/berichten/{{ID:url_query_escape}}/antwoord" enctype="multipart/form-data" novalidate>
  <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="sleutel" value="{{KEY}}">
  [[> messages/care_notes]]
  <div class="utrecht-form-field utrecht-form-field--text">
    <div class="utrecht-form-field__label"><label class="utrecht-form-label" for="bericht">[[messages.your_answer]]</label></div>
    <div class="utrecht-form-field-description" id="bericht-uitleg">{{#KEPT}}[[messages.kept_since]] {{/KEPT}}{{READERS}}</div>
    <div class="utrecht-form-field__input"><textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="bericht" name="bericht" rows="4" aria-describedby="bericht-uitleg">{{TYPED:pre_escape}}</textarea></div>
  </div>
  [[> messages/attach]]
    <div class="iz-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit" name="doe" value="versturen"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#paper-plane-tilt"></use></svg> [[messages.send]]</button><button class="utrecht-button utrecht-button--secondary-action" type="submit" name="doe" value="bewaren">[[messages.keep]]</button>{{#KEPT}}<button class="utrecht-button utrecht-button--subtle" type="submit" name="doe" value="weg">[[messages.drop]]</button>{{/KEPT}}</div>
</form>
