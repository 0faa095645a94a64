// A small HTTP client that is one browser of one visitor: a cookie jar, the Host header of a tenant, forms.
import http from 'node:http';

import { formWithButton, textOf } from './html.mjs';

export class Answer {
    constructor(status, headers, bytes, path) {
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
        this.body = bytes.toString('utf8');
        this.path = path;
    }
    get text() {
        return textOf(this.body);
    }
    get location() {
        return this.headers.location;
    }
    // Names of cookies this answer sets.
    get cookies() {
        return (this.headers['set-cookie'] ?? []).map((c) => c.split('=')[0]);
    }
}

export class Client {
    // host: what the Host header says; address and port: where it is sent.
    constructor({ host, port, address = '127.0.0.1' }) {
        Object.assign(this, { host, port, address });
        this.from = undefined; // the own address, when it matters ("127.0.0.9")
        this.jar = new Map();
    }

    // The same visitor, at another host name: for tests of the wall between tenants.
    at(host) {
        const other = new Client({ host, port: this.port, address: this.address });
        other.jar = new Map(this.jar);
        other.from = this.from;
        return other;
    }

    async request(method, path, { headers = {}, body, form, cookies = true } = {}) {
        const sent = { host: this.host, ...headers };
        if (cookies && this.jar.size > 0 && sent.cookie === undefined) {
            sent.cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
        }
        let payload = body;
        if (form !== undefined) {
            payload = new URLSearchParams(form).toString();
            sent['content-type'] ??= 'application/x-www-form-urlencoded';
            sent.origin ??= `http://${this.host}`;
        }
        if (payload !== undefined) sent['content-length'] ??= Buffer.byteLength(payload);
        const answer = await new Promise((resolve, reject) => {
            const request = http.request({ host: this.address, port: this.port, method, path, headers: sent, agent: false, timeout: 20_000, localAddress: this.from }, (response) => {
                const chunks = [];
                response.on('data', (chunk) => chunks.push(chunk));
                response.on('end', () => resolve(new Answer(response.statusCode, response.headers, Buffer.concat(chunks), path)));
                response.on('error', reject);
            });
            request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} within 20 s`)));
            request.on('error', reject);
            request.end(payload);
        });
        if (cookies) this.keep(answer.headers['set-cookie'] ?? []);
        return answer;
    }

    keep(setCookies) {
        for (const line of setCookies) {
            const [pair, ...rest] = line.split(';').map((part) => part.trim());
            const at = pair.indexOf('=');
            const gone = rest.some((a) => /^max-age=(0|-)/i.test(a) || /^expires=Thu, 01 Jan 1970/i.test(a));
            if (gone) this.jar.delete(pair.slice(0, at));
            else this.jar.set(pair.slice(0, at), pair.slice(at + 1));
        }
    }

    get(path, options) {
        return this.request('GET', path, options);
    }
    post(path, form, options = {}) {
        return this.request('POST', path, { form, ...options });
    }

    // GET and go where the answers lead, at most ten times.
    async open(path, options) {
        return this.follow(await this.get(path, options));
    }
    async follow(answer) {
        let here = answer;
        for (let i = 0; i < 10 && here.status >= 300 && here.status < 400 && here.location; i += 1) {
            here = await this.get(this.pathOf(here.location, here.path));
        }
        return here;
    }
    pathOf(location, base = '/') {
        const url = new URL(location, `http://${this.host}${base}`);
        return url.pathname + url.search;
    }

    // Presses the button with that text on a page, with the fields named by their labels (or names) filled in.
    async press(page, button, fields = {}) {
        const form = formWithButton(page.body, button);
        if (form === undefined) throw new Error(`no button "${button}" on ${page.path} (${page.status}): ${page.text.slice(0, 300)}`);
        const filled = { ...form.fields };
        const pressed = form.buttons.find((b) => b.text === button);
        if (pressed.name) filled[pressed.name] = pressed.value;
        for (const [label, value] of Object.entries(fields)) filled[form.labels[label] ?? label] = value;
        return this.post(this.pathOf(form.action || page.path, page.path), filled);
    }
}
