// The exports that a care-record system left for a tenant: read them, change them, put a new one.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// RFC 4180 with ';' or ','; a list of objects by header.
export function parseCsv(text) {
    const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
    const rows = [[]];
    let cell = '';
    let quoted = false;
    const endCell = () => {
        rows.at(-1).push(cell);
        cell = '';
    };
    for (let i = 0; i < text.length; i += 1) {
        const c = text[i];
        if (quoted) {
            if (c === '"' && text[i + 1] === '"') {
                cell += '"';
                i += 1;
            } else if (c === '"') quoted = false;
            else cell += c;
        } else if (c === '"') quoted = true;
        else if (c === delimiter) endCell();
        else if (c === '\n') {
            endCell();
            rows.push([]);
        } else if (c !== '\r') cell += c;
    }
    if (cell !== '' || rows.at(-1).length > 0) endCell();
    const [header, ...data] = rows.filter((r) => r.length > 1 || r[0]);
    return data.map((r) => Object.fromEntries(header.map((name, i) => [name, r[i] ?? ''])));
}

export function writeCsv(rows, delimiter = ';') {
    const header = Object.keys(rows[0]);
    const quote = (value) => (/["\r\n;,]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    return [header, ...rows.map((r) => header.map((name) => r[name]))].map((r) => `${r.map(quote).join(delimiter)}\r\n`).join('');
}

// The folders with a manifest.json of a tenant, oldest first.
export function dropFolders(world, tenant) {
    const top = world.file('drops', tenant);
    if (existsSync(path.join(top, 'manifest.json'))) return [top];
    return readdirSync(top)
        .sort()
        .map((name) => path.join(top, name))
        .filter((dir) => existsSync(path.join(dir, 'manifest.json')));
}

export const manifestOf = (folder) => JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));

// The rows of a record kind ("report") in the newest drop that has it.
export function dropRows(world, tenant, kind) {
    for (const folder of dropFolders(world, tenant).reverse()) {
        const entry = manifestOf(folder).files.find((f) => f.kind === kind);
        if (entry) return parseCsv(readFileSync(path.join(folder, entry.file), 'utf8'));
    }
    throw new Error(`no drop of ${tenant} has ${kind}`);
}

// Rewrites a kind's file and what the manifest says of it, so that the drop is consistent again.
export function replaceRows(folder, kind, rows, { delimiter = ';' } = {}) {
    const manifest = manifestOf(folder);
    const entry = manifest.files.find((f) => f.kind === kind);
    const text = writeCsv(rows, delimiter);
    writeFileSync(path.join(folder, entry.file), text);
    entry.rows = rows.length;
    entry.sha256 = createHash('sha256').update(text).digest('hex');
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
}
