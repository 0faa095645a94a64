{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<link rel="stylesheet" href="stijl.css">
</head>
<body>
<p><a href="index.html">[[exports.to_contents]]</a></p>
<main>
<h1>{{TITLE}}</h1>
{{#ORDER}}<p class="soft">[[exports.document_intro]]</p>{{/ORDER}}
