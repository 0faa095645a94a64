{{%AUTOESCAPE context="HTML"}}
<svg class="iz-chart {{FORM}}" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" role="img" aria-labelledby="{{TITLE_ID}} {{DESC_ID}}"><title id="{{TITLE_ID}}">{{CHART_TITLE}}</title><desc id="{{DESC_ID}}">{{DESCRIPTION}}</desc>
{{#BAND}}<rect class="band" x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}"/>{{/BAND}}
{{#GRID}}<line class="grid" x1="{{X1}}" x2="{{X2}}" y1="{{Y}}" y2="{{Y}}"/><text x="{{LABEL_X}}" y="{{LABEL_Y}}" text-anchor="end">{{LABEL}}</text>{{/GRID}}
<text x="0" y="18">{{UNIT}}</text>
{{#LINE}}<polyline class="line" points="{{PATH_POINTS}}"/>{{#POINT}}<circle class="pt{{#LAST}} last{{/LAST}}" cx="{{X}}" cy="{{Y}}" r="{{#LAST}}8{{/LAST}}{{#EARLIER}}5{{/EARLIER}}"/>{{/POINT}}{{#VALUE}}<text class="v" x="{{X}}" y="{{Y}}" text-anchor="{{#AT_END}}end{{/AT_END}}{{#AT_START}}start{{/AT_START}}">{{TEXT}}</text>{{/VALUE}}{{/LINE}}
{{#DAY}}<text x="{{X}}" y="{{Y}}" text-anchor="{{#AT_END}}end{{/AT_END}}{{#AT_START}}start{{/AT_START}}{{#IN_MIDDLE}}middle{{/IN_MIDDLE}}">{{TEXT}}</text>{{/DAY}}
</svg>
