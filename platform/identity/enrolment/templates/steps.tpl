{{%AUTOESCAPE context="HTML"}}
<ol class="iz-steps" role="list" aria-label="[[enrolment.steps]]">{{#STEP}}<li{{#DONE}} class="is-done"{{/DONE}}{{#HERE}} aria-current="step"{{/HERE}}>{{TEXT}}{{#DONE}}<span class="iz-vh"> [[enrolment.step_done]]</span>{{/DONE}}</li>{{/STEP}}</ol>
