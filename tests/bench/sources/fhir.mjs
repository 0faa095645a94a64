// A FHIR server that gives pages which were made before: what is measured is the adapter, not the server.
import { createReadStream, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { resourcesOf } from '../../fhir/shapes.mjs';
import { parseCsv } from '../../harness/drops.mjs';
import { freePort } from '../../harness/world.mjs';

const PAGE = 1000;
const TYPES = { client: 'Patient', report: 'DocumentReference' };
const port = await freePort();
const base = `http://127.0.0.1:${port}/fhir`;

// The rows of a file, a page at a time; a field may have line ends.
async function* pagesOf(file) {
    let header;
    let rows = [];
    let row = '';
    for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
        row += (row === '' ? '' : '\n') + line;
        if ((row.split('"').length - 1) % 2 === 1) continue;
        if (header === undefined) header = row;
        else if (rows.push(row) === PAGE) {
            yield parseCsv([header, ...rows, ''].join('\n'));
            rows = [];
        }
        row = '';
    }
    if (rows.length > 0) yield parseCsv([header, ...rows, ''].join('\n'));
}

async function render(drop, kind, folder) {
    const type = TYPES[kind];
    let number = 0;
    for await (const rows of pagesOf(path.join(drop, `${kind}.csv`))) {
        const entry = [];
        for (const { resource, changed_at } of resourcesOf(kind, rows)) {
            const meta = { ...resource.meta, versionId: rows[entry.length].source_version || '1', lastUpdated: changed_at || new Date().toISOString() };
            entry.push({ fullUrl: `${base}/${type}/${resource.id}`, resource: { ...resource, meta }, search: { mode: 'match' } });
        }
        // What follows the last one is empty.
        const link = [{ relation: 'next', url: `${base}/${type}?_page=${number + 1}` }];
        writeFileSync(path.join(folder, `${type}-${number}.json`), JSON.stringify({ resourceType: 'Bundle', type: 'searchset', link, entry }));
        number += 1;
    }
}

const EMPTY = '{"resourceType":"Bundle","type":"searchset"}';

export const fhir = {
    name: 'fhir',
    aim: 0.25,
    settings: `sync:
  adapter: fhir
  settings: {base_url: "${base}", page_size: ${PAGE}}
`,
    // The version that the portal keeps is the source's and the settings'.
    exact: false,
    sync_words: ['--full'],
    async open(platform) {
        const folder = platform.file('fhir-pages');
        const server = http.createServer((request, response) => {
            const url = new URL(request.url, base);
            response.setHeader('Content-Type', 'application/fhir+json');
            if (url.pathname === '/fhir/metadata') return response.end('{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}');
            const file = path.join(folder, `${path.basename(url.pathname)}-${url.searchParams.get('_page') ?? 0}.json`);
            if (!existsSync(file)) return response.end(EMPTY);
            response.setHeader('Content-Length', statSync(file).size);
            return createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
        });
        server.keepAliveTimeout = 60_000;
        await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
        return {
            async fill(drop) {
                rmSync(folder, { recursive: true, force: true });
                mkdirSync(folder);
                for (const kind of Object.keys(TYPES)) await render(drop, kind, folder);
            },
            async close() {
                server.closeAllConnections();
                await new Promise((resolve) => server.close(resolve));
                rmSync(folder, { recursive: true, force: true });
            },
        };
    },
};
