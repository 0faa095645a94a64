{{%AUTOESCAPE context="HTML"}}
<div class="iz-page"><main class="iz-main" id="inhoud" tabindex="-1">
<article class="iz-stack iz-measure">
  <h1 class="utrecht-heading-1">[[views.privacy]]</h1>
  <p class="utrecht-paragraph">[[views.privacy_who]]</p>
  <h2 class="utrecht-heading-2">[[views.privacy_see_title]]</h2>
  <p class="utrecht-paragraph">[[views.privacy_see]]</p>
  <h2 class="utrecht-heading-2">[[views.privacy_log_title]]</h2>
  <p class="utrecht-paragraph">[[views.privacy_log]]</p>
  <h2 class="utrecht-heading-2">[[views.privacy_device_title]]</h2>
  <p class="utrecht-paragraph">[[views.privacy_device]]</p>
  <h2 class="utrecht-heading-2">[[views.privacy_mail_title]]</h2>
  <p class="utrecht-paragraph">[[views.privacy_mail]]</p>
  [[> views/questions]]
</article>
</main></div>
