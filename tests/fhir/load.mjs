// Fills a server from a folder in the form of docs/csv-format.md.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parseCsv } from '../harness/drops.mjs';
import { SHAPES, resourcesOf } from './shapes.mjs';

export async function loadDrop(server, folder) {
    let count = 0;
    for (const kind of Object.keys(SHAPES)) {
        const file = path.join(folder, `${kind}.csv`);
        if (!existsSync(file)) continue;
        for (const { resource, changed_at } of resourcesOf(kind, parseCsv(readFileSync(file, 'utf8')))) {
            await server.put(resource, changed_at);
            count += 1;
        }
    }
    return count;
}
