{{%AUTOESCAPE context="HTML"}}
<div class="iz-stack iz-measure">
  <div><a class="utrecht-link utrecht-link--html-a iz-back" href="/gegevens/prikbord"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#caret-left"></use></svg> [[pinboard.back]]</a><h1 class="utrecht-heading-1">[[pinboard.report_title]]</h1></div>
  <p class="utrecht-paragraph">[[pinboard.report_text]]</p>
  {{#NOTE}}<article class="iz-card iz-post" aria-labelledby="van-{{ID}}">[[> pinboard/note]]</article>{{/NOTE}}
  <form class="iz-actions" method="post" action="/gegevens/prikbord/{{POST_ID:url_query_escape}}/melden"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="utrecht-button utrecht-button--primary-action" type="submit"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#flag"></use></svg> [[pinboard.report_send]]</button><a class="utrecht-link utrecht-link--html-a iz-solo" href="/gegevens/prikbord">[[pinboard.report_not]]</a></form>
</div>
