{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack">
  <h1 class="utrecht-heading-1">[[people.title]]</h1>
  [[> people/tabs]]
  {{#NOT_NEWEST}}<p><a class="utrecht-link utrecht-link--html-a iz-back" href="/gegevens/prikbord"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[pinboard.to_newest]]</a></p>{{/NOT_NEWEST}}
  <div class="iz-aside"><div class="iz-stack">
    {{#POST}}<article class="iz-card iz-post" aria-labelledby="prik-{{ID}}">
      <div class="iz-post__who"><span class="iz-avatar iz-avatar--2" aria-hidden="true">{{INITIALS}}</span><span><strong id="prik-{{ID}}">{{NAME}}</strong>{{#IS_NEW}} <span class="iz-badge">[[pinboard.new]]</span>{{/IS_NEW}}<br><span class="iz-small iz-soft">{{MOMENT}}</span></span></div>
      <p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>
      {{#REPLIES}}<div class="iz-replies" role="group" aria-label="[[pinboard.replies]]">
        {{#REPLY}}<div class="iz-reply"><span class="iz-avatar iz-avatar--2" aria-hidden="true">{{INITIALS}}</span><div><p class="iz-small"><strong>{{NAME}}</strong>{{#REPLY_IS_NEW}} <span class="iz-badge">[[pinboard.new]]</span>{{/REPLY_IS_NEW}} <span class="iz-soft">{{MOMENT}}</span></p><p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p></div></div>
        {{/REPLY}}
      </div>{{/REPLIES}}
    </article>
    {{/POST}}
    {{#EMPTY}}<div class="iz-card iz-empty"><svg class="iz-icon iz-icon--duo" aria-hidden="true" focusable="false"><use href="{{ICONS}}#d-push-pin"></use></svg><h2 class="utrecht-heading-2">[[pinboard.empty_title]]</h2><p class="utrecht-paragraph">[[pinboard.empty_text]]</p></div>{{/EMPTY}}
    {{#OLDER}}<nav class="iz-pager" aria-label="[[pinboard.other_posts]]"><a class="utrecht-button utrecht-button--secondary-action" href="/gegevens/prikbord?voor={{PLACE:url_query_escape}}"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[pinboard.older]]</a></nav>{{/OLDER}}
  </div>
  <section class="iz-card iz-card--warm iz-stack iz-stack--tight"><h2 class="utrecht-heading-2">[[pinboard.who_reads]]</h2><p class="utrecht-paragraph">[[pinboard.people_read]] {{#NO_STAFF}}[[pinboard.no_staff]]{{/NO_STAFF}}{{#STAFF_READS}}[[pinboard.staff_reads]]{{/STAFF_READS}}</p>{{#HINT}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/HINT}}</section></div>
</div>
