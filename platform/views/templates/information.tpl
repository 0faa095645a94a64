{{%AUTOESCAPE context="HTML"}}
<div class="iz-page"><main class="iz-main" id="inhoud" tabindex="-1">
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[views.information_title]]</h1>
  <div class="iz-aside">
    <div class="iz-stack">
      <section class="iz-card iz-stack iz-stack--tight" aria-labelledby="hulp">
        <h2 class="utrecht-heading-2" id="hulp">[[views.help_needed]]</h2>
        {{#HELP_BY_EMAIL}}<p class="utrecht-paragraph">[[views.mail_us]] <a class="utrecht-link utrecht-link--html-a" href="mailto:{{EMAIL:url_query_escape}}">{{BEFORE}}<wbr>{{AFTER}}</a>.</p>{{/HELP_BY_EMAIL}}
        {{#HELP_BY_PHONE}}<p class="utrecht-paragraph">[[views.call_us]] <strong class="iz-nowrap">{{PHONE}}</strong>.</p>{{/HELP_BY_PHONE}}
        {{#HELP_WHEN}}<p class="utrecht-paragraph">[[views.help_when]]</p>{{/HELP_WHEN}}
        {{#HELP_FORM}}<p><a class="utrecht-link utrecht-link--html-a iz-solo" href="{{URL}}">[[views.help_form]]</a></p>{{/HELP_FORM}}
        {{#HELP_LINES}}<dl class="iz-dl">{{#HELP_LINE}}<div><dt>{{TOPIC}}</dt><dd>{{#PIECE}}<wbr>{{TEXT}}{{/PIECE}}</dd></div>{{/HELP_LINE}}</dl>{{/HELP_LINES}}
        {{#HELP_NOTE}}<p class="utrecht-paragraph iz-soft">{{TEXT}}</p>{{/HELP_NOTE}}
      </section>
      {{#HELP_PAGES}}<section class="iz-card iz-stack iz-stack--tight" aria-labelledby="uitleg">
        <h2 class="utrecht-heading-2" id="uitleg">[[views.explanations]]</h2>
        <p class="utrecht-paragraph">[[views.explanations_text]]</p>
        <ul role="list">{{#HELP_PAGE}}<li><a class="utrecht-link utrecht-link--html-a iz-solo" href="{{URL}}">{{TITLE}}</a>{{#IS_VIDEO}} <span class="iz-tag iz-tag--plain">[[views.video]]</span>{{/IS_VIDEO}}{{#IS_MANUAL}} <span class="iz-tag iz-tag--plain">[[views.manual]]</span>{{/IS_MANUAL}}</li>
        {{/HELP_PAGE}}</ul>
      </section>{{/HELP_PAGES}}
    </div>
    <div class="iz-stack">
      <section class="iz-card iz-stack iz-stack--tight" aria-labelledby="weergave">
        <h2 class="utrecht-heading-2" id="weergave">[[views.display]]</h2>
        <p class="utrecht-paragraph">[[views.display_text]]</p>
        <form class="iz-stack iz-stack--tight" method="post" action="/weergave"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="terug" value="{{PATH}}">
          <button class="utrecht-button utrecht-button--secondary-action iz-button-wide" name="kleuren" value="licht" aria-pressed="{{IS_LIGHT}}">[[views.colours_light]]</button>
          <button class="utrecht-button utrecht-button--secondary-action iz-button-wide" name="kleuren" value="nacht" aria-pressed="{{IS_NIGHT}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#moon"></use></svg> [[views.colours_night]]</button>
          <button class="utrecht-button utrecht-button--secondary-action iz-button-wide" name="kleuren" value="toestel" aria-pressed="{{IS_AUTO}}">[[views.colours_auto]]</button>
          <button class="utrecht-button utrecht-button--secondary-action iz-button-wide" name="contrast" value="hoog" aria-pressed="{{IS_CONTRAST}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#circle-half"></use></svg> [[views.colours_contrast]]</button>
        </form>
      </section>
      <nav class="iz-card" aria-label="[[views.about_portal]]"><ul role="list">
        <li><a class="utrecht-link utrecht-link--html-a iz-solo" href="/start">[[views.to_start]]</a></li>
        <li><a class="utrecht-link utrecht-link--html-a iz-solo" href="/privacy">[[views.privacy]]</a></li>
        <li><a class="utrecht-link utrecht-link--html-a iz-solo" href="/toegankelijkheid">[[views.accessibility]]</a></li>
      </ul></nav>
    </div>
  </div>
</div>
</main></div>
