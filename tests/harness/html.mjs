// Just enough HTML reading for pages that a server wrote: forms, fields by their label, text.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', eacute: 'é', euml: 'ë' };
export const decode = (text) =>
    text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name) => {
        if (name[0] === '#') return String.fromCodePoint(name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
        return ENTITIES[name.toLowerCase()] ?? whole;
    });

export function attributes(tag) {
    const found = {};
    for (const m of tag.matchAll(/([a-z][a-z0-9-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi)) {
        found[m[1].toLowerCase()] = decode(m[2] ?? m[3] ?? m[4] ?? '');
    }
    return found;
}

// What a person reads: no tags, one space between words.
export const textOf = (html) =>
    decode(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ')).replace(/[\s\u00a0]+/g, ' ').trim();

// [{action, method, fields: {name: value}, buttons: [{name, value, text}], labels: {text: name}, html}]
export function formsOf(html) {
    return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head, inner]) => {
        const form = { ...{ action: '', method: 'get' }, ...attributes(head), fields: {}, buttons: [], labels: {}, html: inner };
        const byId = {};
        for (const [tag, kind] of inner.matchAll(/<(input|textarea|select)\b[^>]*>/gi)) {
            const field = attributes(tag.slice(kind.length + 1));
            if (field.id) byId[field.id] = field.name;
            if (!field.name) continue;
            if (['checkbox', 'radio'].includes(field.type)) {
                if ('checked' in field) form.fields[field.name] = field.value ?? 'on';
            } else if (field.type === 'submit') {
                form.buttons.push({ name: field.name, value: field.value ?? '', text: field.value ?? '' });
            } else {
                form.fields[field.name] = field.value ?? '';
            }
        }
        for (const [, head2, text] of inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)) {
            const button = attributes(head2);
            form.buttons.push({ name: button.name, value: button.value ?? '', text: textOf(text), type: button.type ?? 'submit' });
        }
        for (const [, head3, text] of inner.matchAll(/<label\b([^>]*)>([\s\S]*?)<\/label>/gi)) {
            form.labels[textOf(text)] = byId[attributes(head3).for];
        }
        return form;
    });
}

// The form with a button of that text.
export const formWithButton = (html, text) => formsOf(html).find((f) => f.buttons.some((b) => b.text === text));
