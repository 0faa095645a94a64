{{%AUTOESCAPE context="HTML"}}
{{#BY}}<p class="utrecht-paragraph">[[enrolment.invited_by]]</p>{{/BY}}{{#BY_ORGANISATION}}<p class="utrecht-paragraph">[[enrolment.invited_by_organisation]]</p>{{/BY_ORGANISATION}}
