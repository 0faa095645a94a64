// Names and languages where they don't belong.
import { finding } from '../source.mjs';

// Paths of somebody's own machine.
const PLACES = [/\.\.\/shared\b/, /\.library\b/, /(^|[\s"'`=(:])\/(work|root|home)\/\w/];
export function machinePaths(files) {
    const found = [];
    for (const file of files) {
        if (/^tests\/tidy\/|package-lock\.json$/.test(file.name)) continue;
        file.lines.forEach((line, index) => {
            if (PLACES.some((p) => p.test(line))) found.push(finding(file, index + 1, 'a path of one machine; the product stands alone'));
        });
    }
    return found;
}

// No organisation's name in code: what differs between them is a setting.
export function tenantNames(files) {
    const names = new Set();
    for (const file of files) {
        const id = /^tenants\/([a-z0-9-]+)\/tenant\.yaml$/.exec(file.name)?.[1];
        if (id === undefined || id === 'template') continue;
        names.add(id);
        for (const m of file.text.matchAll(/^\s*(?:name|short_name):\s*["']?([^"'\n#]+)/gm)) {
            const longest = m[1].trim().split(/\s+/).sort((a, b) => b.length - a.length)[0].toLowerCase();
            if (longest.length > 3) names.add(longest.replace(/[^\p{L}0-9]/gu, ''));
        }
    }
    const found = [];
    if (names.size === 0) return found;
    const pattern = new RegExp(`(${[...names].join('|')})`, 'i');
    for (const file of files) {
        if (!file.isCpp || !/^(platform|plugins|admin)\//.test(file.name)) continue;
        file.uncommented.split('\n').forEach((line, index) => {
            const m = pattern.exec(line);
            if (m) found.push(finding(file, index + 1, `the name of an organisation (${m[1]}) in code; make it a setting`));
        });
    }
    return found;
}

// Sentences for users stand in templates, catalogues and tenants' texts, where a translator finds them.
// response_writer answers when no thread is free for a template; demo_data is nothing but Dutch.
const DUTCH_PLACES = /^admin\/demo_data\/|^platform\/http\/response_writer\.cpp$/;
const DUTCH = /\b(de|het|een|niet|uw|van|voor|met|wordt|zijn|geen|kunt|nieuwe|opnieuw|mag|deze|wij)\b/gi;
export function dutchInCode(files) {
    const found = [];
    for (const file of files) {
        if (!file.isCpp || !/^(platform|plugins|admin)\//.test(file.name) || DUTCH_PLACES.test(file.name)) continue;
        for (const literal of file.literals) {
            const words = new Set((literal.text.match(DUTCH) ?? []).map((w) => w.toLowerCase()));
            if (words.size >= 2 && /\s/.test(literal.text) && !/^\s*(SELECT|INSERT|UPDATE|WITH)\b/.test(literal.text)) {
                found.push(finding(file, literal.line, `Dutch text in code: "${literal.text.slice(0, 50)}"; it belongs in a template or catalogue`));
            }
        }
    }
    return found;
}

// Design tokens whose licence forbids what we do.
const PROPRIETARY = ['@utrecht/design-tokens', '@rijkshuisstijl-community/design-tokens', '@nl-rvo/design-tokens', '@amsterdam/design-system-tokens'];
export function proprietaryPackages(files) {
    const found = [];
    for (const file of files) {
        if (!/package(-lock)?\.json$/.test(file.name)) continue;
        for (const name of PROPRIETARY) {
            const at = file.text.indexOf(`"${name}"`) >= 0 ? file.text.indexOf(`"${name}"`) : file.text.indexOf(`node_modules/${name}"`);
            if (at >= 0) found.push(finding(file, file.lineOf(at), `${name} is proprietary; voorbeeld-design-tokens is free`));
        }
    }
    return found;
}
