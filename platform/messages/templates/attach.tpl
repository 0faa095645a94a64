{{%AUTOESCAPE context="HTML"}}
{{#ATTACH}}<div class="utrecht-form-field"><div class="utrecht-form-field__label"><label class="utrecht-form-label" for="bestand">[[messages.attachment_label]]</label></div>
    <p class="utrecht-form-field-description" id="bestand-uitleg">{{HINT}}</p>
    {{#ATTACH_WRONG}}<p class="iz-form__error" id="bestand-fout"><svg class="iz-icon" aria-hidden="true" focusable="false"><use href="{{ICONS}}#warning-circle"></use></svg> <span>{{TEXT}}</span></p>{{/ATTACH_WRONG}}
    <div class="utrecht-form-field__input"><input class="iz-file" type="file" id="bestand" name="bestand" accept="{{ACCEPT}}" aria-describedby="{{#ATTACH_WRONG}}bestand-fout {{/ATTACH_WRONG}}bestand-uitleg"{{#ATTACH_WRONG}} aria-invalid="true"{{/ATTACH_WRONG}}></div></div>{{/ATTACH}}
