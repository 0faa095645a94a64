{{%AUTOESCAPE context="HTML"}}
<aside class="iz-login__art" aria-label="[[identity.welcome]]"><img src="{{SCENE}}" alt=""><p class="iz-login__words">{{SCENE_WORDS}}</p></aside>
