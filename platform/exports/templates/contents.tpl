{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[exports.contents_title]] {{CLIENT}}</title>
<link rel="stylesheet" href="stijl.css">
</head>
<body>
<main>
<h1>[[exports.contents_title]] {{CLIENT}}</h1>
<p>[[exports.contents_made]] {{ORGANISATION}}, {{MOMENT}}.<br>[[exports.contents_for]] {{PERSON}}.</p>
<p>[[exports.contents_private]]</p>
<ul>
{{#LINE}}{{#SOMETHING}}<li><a href="{{FILE_PATH}}">{{TITLE}}</a> <span class="soft">({{COUNT}})</span></li>
{{/SOMETHING}}{{#NOTHING}}<li>{{TITLE}}: [[exports.contents_nothing]]</li>
{{/NOTHING}}{{/LINE}}</ul>
{{#FILES}}<p>[[exports.contents_files]]</p>
{{/FILES}}<p>[[exports.contents_fhir]]</p>
<p class="soft">[[exports.contents_rights]]</p>
</main>
</body>
</html>
