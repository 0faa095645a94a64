#!/usr/bin/env node
// Serves a folder in the form of docs/csv-format.md as FHIR R4 until it is ended. Loopback only.
//   serve.mjs --port N --drop FOLDER --token-file FILE [--page N] [--no-history]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { loadDrop } from './load.mjs';
import { FhirServer } from './server.mjs';

const { values } = parseArgs({
    options: { port: { type: 'string' }, drop: { type: 'string' }, 'token-file': { type: 'string' }, page: { type: 'string', default: '200' }, 'no-history': { type: 'boolean', default: false } },
});
const token = readFileSync(values['token-file'], 'utf8').trim();
const server = await FhirServer.start({ port: Number(values.port), page: Number(values.page), history: !values['no-history'], auth: { tokens: [token] } });
const count = await loadDrop(server, values.drop);
// What asks is a log of everything: a server that runs for days keeps none.
server.asked = { push() {} };
console.log(`${count} resources at ${server.url}`);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.stop().then(() => process.exit(0)));
