{{%AUTOESCAPE context="HTML"}}
<footer class="iz-footer"><div class="iz-footer__row">
<p>[[views.help_needed]]{{#HELP_EMAIL}} [[views.mail]] <a class="utrecht-link utrecht-link--html-a" href="mailto:{{EMAIL:url_query_escape}}">{{BEFORE}}<wbr>{{AFTER}}</a>{{/HELP_EMAIL}}{{#HELP_PHONE}}{{#HELP_EMAIL}} [[views.or]]{{/HELP_EMAIL}} [[views.call]] {{PHONE}}{{/HELP_PHONE}}{{#HELP_HOURS}}, {{HOURS}}{{/HELP_HOURS}}.</p>
<form class="iz-languages" method="post" action="/weergave"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="terug" value="{{PATH}}">
{{#IN_DUTCH}}<button class="utrecht-button utrecht-button--subtle" name="taal" value="en" lang="en">English</button>{{/IN_DUTCH}}{{#IN_ENGLISH}}<button class="utrecht-button utrecht-button--subtle" name="taal" value="nl" lang="nl">Nederlands</button>{{/IN_ENGLISH}}</form>
<ul role="list"><li><a class="utrecht-link utrecht-link--html-a" href="/privacy">[[views.privacy]]</a></li><li><a class="utrecht-link utrecht-link--html-a" href="/toegankelijkheid">[[views.accessibility]]</a></li></ul>
</div></footer>
