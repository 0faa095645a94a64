{{%AUTOESCAPE context="HTML"}}
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{#IS_ERROR}}[[views.error]]: {{/IS_ERROR}}{{PAGE_TITLE}} - {{SHORT_NAME}}</title>
<link rel="stylesheet" href="{{NLDS_CSS}}">
<link rel="stylesheet" href="{{PORTAL_CSS}}">
<link rel="stylesheet" href="{{TENANT_CSS}}">
<link rel="icon" href="{{LOGO}}">
<script src="{{PORTAL_JS}}" defer></script>
</head>
