{{%AUTOESCAPE context="HTML"}}
<div class="iz-post__who"><span class="iz-avatar iz-avatar--2" aria-hidden="true">{{#LETTERS}}{{INITIALS}}{{/LETTERS}}{{#PORTRAIT}}<img src="{{SRC}}" alt="">{{/PORTRAIT}}</span><span><strong id="van-{{ID}}">{{NAME}}</strong>{{#IS_NEW}} <span class="iz-badge">[[pinboard.new]]</span>{{/IS_NEW}}<br><span class="iz-small iz-soft">{{MOMENT}}{{#EDITED}} ([[pinboard.edited]]){{/EDITED}}</span></span></div>
{{#BODY}}<p>{{#TEXT_LINE}}{{TEXT}}{{#TEXT_LINE_separator}}<br>{{/TEXT_LINE_separator}}{{/TEXT_LINE}}</p>{{/BODY}}
{{#PHOTO}}<a class="iz-post__look" href="{{LARGE}}"><img class="iz-post__photo" src="{{SMALL}}" alt="[[pinboard.photo_alt]]"></a>{{/PHOTO}}
