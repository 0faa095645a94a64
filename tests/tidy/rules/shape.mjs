// Size and form of files.
import { finding } from '../source.mjs';

const FILE_LINES_MAX = 450;
const FUNCTION_LINES_MAX = 70;
const SIZED = /^(platform|plugins|admin|deploy|tests)\/.*\.(cpp|h|mjs|sh|js)$/;

export function fileSizes(files) {
    return files
        .filter((f) => SIZED.test(f.name) && f.lines.length - 1 > FILE_LINES_MAX)
        .map((f) => finding(f, 1, `${f.lines.length - 1} lines (at most ${FILE_LINES_MAX}); is this one thing?`));
}

// [{name, first, last}] of the functions that are not inside another one.
export function functionsOf(file) {
    const code = file.code.replace(/^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm, (m) => m.replace(/[^\n]/g, ' '));
    const found = [];
    const stack = [];
    let start = 0;
    let insideFunction = 0;
    for (let i = 0; i < code.length; i += 1) {
        const c = code[i];
        if (c === '{') {
            const head = code.slice(start, i).trim();
            const isFunction = insideFunction === 0 && opensFunction(head);
            stack.push(isFunction ? { head, from: start + code.slice(start, i).search(/\S/) } : null);
            if (isFunction) insideFunction += 1;
            start = i + 1;
        } else if (c === '}') {
            const opened = stack.pop();
            if (opened) {
                insideFunction -= 1;
                found.push({ name: opened.head.replace(/\s+/g, ' ').slice(0, 60), first: file.lineOf(opened.from + 1), last: file.lineOf(i) });
            }
            start = i + 1;
        } else if (c === ';') {
            start = i + 1;
        }
    }
    return found;
}

function opensFunction(head) {
    if (/^(inline\s+)?namespace\b|^extern\s*"/.test(head)) return false;
    if (/^(template\s*<[^{]*>\s*)?(class|struct|union|enum)\b(?![^{]*\))/.test(head)) return false;
    if (/(=|return|,|\()\s*$/.test(head)) return false;
    return /\)/.test(head);
}

export function functionSizes(files) {
    const found = [];
    for (const file of files) {
        if (!/^(platform|plugins|admin)\/.*\.(cpp|h)$/.test(file.name)) continue;
        for (const f of functionsOf(file)) {
            const lines = f.last - f.first + 1;
            if (lines > FUNCTION_LINES_MAX) found.push(finding(file, f.first, `${f.name}: ${lines} lines (at most ${FUNCTION_LINES_MAX})`));
        }
    }
    return found;
}

export function headers(files) {
    const found = [];
    for (const file of files) {
        if (!file.isHeader) continue;
        if (!/^#pragma once$/m.test(file.text)) found.push(finding(file, 1, 'no #pragma once'));
        if (!/\/\//.test(file.text)) found.push(finding(file, 1, 'a header without a single comment: say what it promises'));
    }
    return found;
}

export function leftOvers(files) {
    const found = [];
    for (const file of files) {
        if (/^(tests\/tidy\/|docs\/decisions\/)|package-lock\.json$/.test(file.name) || /^LICENSE/.test(file.name)) continue;
        file.lines.forEach((line, index) => {
            if (/\b(TODO|FIXME|XXX|HACK)\b/.test(line)) found.push(finding(file, index + 1, 'left-over mark: do it, or write an issue'));
            if (/^(<<<<<<<|>>>>>>>) /.test(line)) found.push(finding(file, index + 1, 'conflict mark'));
        });
    }
    return found;
}

export function names(files) {
    return files
        .filter((f) => /^(platform|plugins|admin|deploy|tests)\//.test(f.name) && /(^|[/_-])(utils?|helpers?|managers?|misc)([._-]|$)/.test(f.name.split('/').pop()))
        .map((f) => finding(f, 1, 'a name that says nothing: what is it about?'));
}

export function unusedSources(files) {
    const lists = files.filter((f) => f.name.endsWith('CMakeLists.txt') || f.name.endsWith('.cmake'));
    const found = [];
    for (const file of files) {
        if (!/^(platform|plugins|admin)\/.*\.cpp$/.test(file.name)) continue;
        const base = file.name.split('/').pop();
        const folders = lists.filter((l) => file.name.startsWith(l.name.slice(0, l.name.lastIndexOf('/') + 1)));
        const escaped = base.replace(/[.]/g, '\\.');
        const named = folders.some((l) => new RegExp(`(^|[\\s("/])${escaped}(?=[\\s)"]|$)`, 'm').test(l.text));
        if (!named && !folders.some((l) => l.name !== 'CMakeLists.txt' && /GLOB/.test(l.text))) {
            found.push(finding(file, 1, 'no CMakeLists.txt builds this file'));
        }
    }
    return found;
}
