{{%AUTOESCAPE context="HTML"}}
<div class="iz-page"><main class="iz-main" id="inhoud" tabindex="-1">
<article class="iz-stack iz-measure">
  <h1 class="utrecht-heading-1">[[views.accessibility]]</h1>
  <p class="utrecht-paragraph">[[views.accessible_for]]</p>
  <h2 class="utrecht-heading-2">[[views.accessible_how_title]]</h2>
  <ul class="iz-stack iz-stack--tight">
    <li>[[views.accessible_text]]</li>
    <li>[[views.accessible_colours]]</li>
    <li>[[views.accessible_read]]</li>
    <li>[[views.accessible_keys]]</li>
    <li>[[views.accessible_screen]]</li>
  </ul>
  <p class="utrecht-paragraph">[[views.accessible_norm]]</p>
  [[> views/questions]]
</article>
</main></div>
