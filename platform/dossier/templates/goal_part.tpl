{{%AUTOESCAPE context="HTML"}}
{{#SAME}}{{TEXT}}{{/SAME}}{{#CHANGED}}{{#WAS}}<p class="iz-old"><strong>[[dossier.was]]:</strong> {{TEXT}}</p>{{/WAS}}{{#NOW}}<p><strong>[[dossier.now]]:</strong> <ins class="iz-new">{{TEXT}}</ins></p>{{/NOW}}{{/CHANGED}}
