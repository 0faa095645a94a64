#!/usr/bin/env node
// Style as a test: prints what is against the rules of the house and ends with 1 when there is anything.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as calls from './rules/calls.mjs';
import * as layers from './rules/layers.mjs';
import { usedCatalogues } from './rules/catalogues.mjs';
import { promises } from './rules/promises.mjs';
import * as shape from './rules/shape.mjs';
import * as tools from './rules/tools.mjs';
import * as words from './rules/words.mjs';
import { readTree } from './source.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// The files that may call reveal(), one a line, with the reason after '#'.
export function revealList(root) {
    const file = path.join(root, 'tests/tidy/reveal.txt');
    if (!existsSync(file)) return new Set();
    return new Set(readFileSync(file, 'utf8').split('\n').map((l) => l.replace(/#.*/, '').trim()).filter(Boolean));
}

// name → function(files, root) giving findings.
export const RULES = {
    'rooms depend one way': layers.layers,
    'no store of another room': layers.foreignStores,
    'adapters see only the SDK': layers.pluginWall,
    'libraries stay in their room': layers.libraryRooms,
    'big libraries stay out of public headers': layers.heavyHeaders,
    'no forbidden calls': calls.bannedCalls,
    'SQL stands in stores': calls.sqlPlaces,
    'statements get the time passed in': calls.sqlTime,
    'personal data is revealed where listed': (files, root) => calls.reveals(files, revealList(root)),
    'the list of reveals is current': (files, root) => calls.staleReveals(files, revealList(root)),
    'files are short': shape.fileSizes,
    'functions are short': shape.functionSizes,
    'headers say what they promise': shape.headers,
    'nothing is left over': shape.leftOvers,
    'names say something': shape.names,
    'every source is built': shape.unusedSources,
    'promises name tests that exist': promises,
    'metrics and events are written': usedCatalogues,
    'no paths of one machine': words.machinePaths,
    'no organisation in code': words.tenantNames,
    'no sentences for users in code': words.dutchInCode,
    'no proprietary packages': words.proprietaryPackages,
    'shell scripts pass shellcheck': tools.shellScripts,
    'C++ is formatted': tools.clangFormat,
};

export const asLine = (f) => `${f.file}:${f.line}: ${f.message}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const files = readTree(ROOT);
    let count = 0;
    for (const [name, rule] of Object.entries(RULES)) {
        const found = rule(files, ROOT);
        count += found.length;
        if (found.length > 0) console.log(`${name}:\n${found.map((f) => `  ${asLine(f)}`).join('\n')}`);
    }
    console.log(`${files.length} files, ${Object.keys(RULES).length} rules, ${count} findings`);
    process.exitCode = count === 0 ? 0 : 1;
}
