{{%AUTOESCAPE context="HTML"}}
<section class="iz-card iz-stack iz-stack--tight" aria-label="[[enrolment.terms_label]]">{{#LINE}}<p class="utrecht-paragraph">{{TEXT}}</p>{{/LINE}}<p class="utrecht-paragraph iz-small iz-soft">[[enrolment.terms_version]]</p></section>
<div class="utrecht-form-field{{#MISSING}} utrecht-form-field--invalid{{/MISSING}}">
{{#MISSING}}<p class="iz-form__error" id="akkoord-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>[[enrolment.terms_missing]]</span></p>{{/MISSING}}
<label class="iz-check"><input type="checkbox" id="akkoord" name="akkoord" value="ja"{{#MISSING}} aria-invalid="true" aria-describedby="akkoord-fout"{{/MISSING}}> <span>[[enrolment.terms_accept]]</span></label>
</div>
