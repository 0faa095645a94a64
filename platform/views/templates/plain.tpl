{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}" class="utrecht-root voorbeeld-theme tenant-{{TENANT}}{{MODE_CLASSES}}">
[[> views/head]]
<body class="utrecht-body utrecht-document">
<a class="utrecht-skip-link utrecht-skip-link--visible-on-focus iz-skip" href="#inhoud">[[views.to_content]]</a>
<header class="iz-header"><div class="iz-header__row">
[[> views/tools]]
</div></header>
{{>CONTENT}}
[[> views/footer]]
</body>
</html>
