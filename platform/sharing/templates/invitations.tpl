{{%AUTOESCAPE context="HTML"}}
{{#INVITATIONS}}<section class="iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">{{INVITATIONS_TITLE}}</h2>
<ul class="iz-stack iz-stack--tight" role="list">
{{#INVITATION}}<li class="iz-card iz-stack iz-stack--tight"><div><strong>{{INVITED}}</strong><br><span class="iz-small iz-soft">{{EMAIL}}</span></div>
<p>{{#WAITS}}<span class="iz-tag"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#clock"></use></svg> {{STATE}}</span>{{/WAITS}}{{#IS_BAD}}<span class="iz-tag iz-tag--warn"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning"></use></svg> {{STATE}}</span>{{/IS_BAD}} <span class="iz-small iz-soft">{{EXPLAINED}}</span></p>
<p class="iz-small">[[sharing.invited_rights]]</p>
{{#DEEDS}}<form class="iz-actions" method="post" action="/gebruikersbeheer/uitnodigingen/{{INVITATION_ID:url_query_escape}}"><input type="hidden" name="csrf" value="{{CSRF}}">{{#RESEND}}<button class="utrecht-button utrecht-button--secondary-action" type="submit" name="doe" value="opnieuw">[[sharing.resend]]<span class="iz-vh">: {{INVITED}}</span></button>{{/RESEND}}<button class="utrecht-button utrecht-button--subtle" type="submit" name="doe" value="intrekken">[[sharing.withdraw]]<span class="iz-vh">: {{INVITED}}</span></button></form>{{/DEEDS}}
</li>
{{/INVITATION}}</ul></section>{{/INVITATIONS}}
