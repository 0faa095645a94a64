{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{SUBJECT}}</title>
<style>
@media (prefers-color-scheme: dark) {
.paper { background: #15191d !important; }
.card { background: #1c2126 !important; border-color: #1c2126 !important; }
.ink { color: #eef1f3 !important; }
.soft { color: #b7c0c8 !important; }
.brand { color: {{NIGHT_BRAND}} !important; }
.button { background: {{NIGHT_BRAND}} !important; }
.button a { color: #15191d !important; }
}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:{{PAPER}}">
<div class="paper" style="background:{{PAPER}};padding:24px 12px">
<div class="card" style="max-width:600px;margin:0 auto;padding:28px 24px;background:#ffffff;border-top:6px solid {{BRAND}};font-family:'Noto Sans',Verdana,Arial,sans-serif;font-size:20px;line-height:1.6">
<p class="brand" style="margin:0 0 20px;font-weight:bold;color:{{BRAND}}">{{ORGANISATION}}</p>
<h1 class="ink" style="margin:0 0 20px;font-size:26px;line-height:1.3;color:#1e2429">{{SUBJECT}}</h1>
{{#PARAGRAPH}}<p class="ink" style="margin:0 0 20px;color:#1e2429">{{TEXT}}</p>
{{/PARAGRAPH}}
{{#BUTTON}}<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px"><tr><td class="button" style="background:{{BRAND}};border-radius:10px">
<a href="{{LINK}}" style="display:inline-block;padding:16px 28px;font-family:'Noto Sans',Verdana,Arial,sans-serif;font-size:22px;font-weight:bold;text-decoration:none;color:#ffffff">{{LABEL}}</a>
</td></tr></table>
<p class="soft" style="margin:0 0 20px;font-size:18px;color:#505a63">{{WRITTEN_OUT}}<br><a class="brand" href="{{LINK}}" style="color:{{BRAND}};word-break:break-all">{{LINK}}</a></p>
{{/BUTTON}}
{{#AFTER}}<p class="ink" style="margin:0 0 20px;color:#1e2429">{{TEXT}}</p>
{{/AFTER}}
{{#STOP}}<p class="soft" style="margin:0 0 20px;font-size:18px"><a class="brand" href="{{LINK}}" style="color:{{BRAND}}">{{LABEL}}</a></p>
{{/STOP}}
<p class="soft" style="margin:0;font-size:18px;color:#505a63">{{SENDER}} {{HELPDESK}}</p>
</div>
</div>
</body>
</html>
