// The SMS providers' interfaces, as their documents describe them: they refuse what the documents refuse, and report what
// became of a message in the way each does. Nothing here was recorded from a provider.
//   const providers = await SmsProviders.start({ report });   report({method, url, headers, body}): how they reach the portal
//   providers.taken       [{provider, to, from, text, reference, id}]
//   providers.down.add('cm')                                  it answers 503 until it is deleted
import { createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';

export const TOKENS = { cm: 'cm-geheim-0815', spryng: 'spryng-geheim-1234', messagebird: 'bird-geheim-9876', twilio: 'twilio-geheim-5555' };
export const TWILIO_SID = 'AC0123456789abcdef0123456789abcdef';

const json = (status, value) => ({ status, type: 'application/json', body: JSON.stringify(value) });
const goodSender = (from) => /^[A-Za-z0-9 ]{1,11}$/.test(from) || /^\+?[0-9]{1,15}$/.test(from);

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

export class SmsProviders {
    constructor(report) {
        this.report = report;
        this.taken = [];
        this.refused = [];
        this.asked = 0;
        this.reported = 0; // how often the portal was told
        this.down = new Set();
        this.arrival = 'delivered';
    }

    static async start({ report }) {
        const providers = new SmsProviders(report);
        providers.server = http.createServer((request, response) => {
            let body = '';
            request.on('data', (chunk) => (body += chunk));
            request.on('end', () => {
                const answer = providers.answer(request, body);
                if (answer.status >= 400) providers.refused.push({ path: request.url.split('?')[0], status: answer.status, body: answer.body });
                response.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.body);
            });
        });
        await new Promise((resolve) => providers.server.listen(0, '127.0.0.1', resolve));
        providers.port = providers.server.address().port;
        return providers;
    }
    async stop() {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    // What a tenant's delivery.sms says of a provider.
    settings(provider) {
        const paths = { cm: '/v1.0/message', spryng: '/v1/messages', messagebird: '/messages', twilio: '' };
        const user = provider === 'twilio' ? `user: ${TWILIO_SID}\n` : '';
        return `gateway: ${provider}\nendpoint: http://127.0.0.1:${this.port}${paths[provider]}\n${user}`;
    }

    answer(request, body) {
        const { method } = request;
        const [path] = request.url.split('?');
        const handlers = [
            ['cm', 'POST', /^\/v1\.0\/message$/, this.cm],
            ['spryng', 'POST', /^\/v1\/messages$/, this.spryng],
            ['spryng', 'GET', /^\/v1\/messages\/([^/]+)$/, this.spryngStatus],
            ['messagebird', 'POST', /^\/messages$/, this.messagebird],
            ['twilio', 'POST', /^\/2010-04-01\/Accounts\/([^/]+)\/Messages\.json$/, this.twilio],
        ];
        for (const [provider, verb, pattern, handler] of handlers) {
            const found = pattern.exec(path);
            if (!found || verb !== method) continue;
            if (this.down.has(provider)) return json(503, {});
            return handler.call(this, { headers: request.headers, body, part: found[1] });
        }
        return json(404, {});
    }

    take(provider, message) {
        const id = randomUUID();
        this.taken.push({ provider, id, ...message });
        return id;
    }

    cm({ headers, body }) {
        if (headers['x-cm-producttoken'] !== TOKENS.cm) return json(401, { details: 'No account found', errorCode: 101 });
        const message = parsed(body)?.messages?.msg?.[0];
        if (!message) return json(400, { details: 'invalid JSON', errorCode: 202 });
        const wrong = (errorCode) => json(400, { details: `refused for ${message.to?.[0]?.number}`, errorCode, messages: [] });
        if (!goodSender(message.from ?? '')) return wrong(301);
        if (!/^00[1-9][0-9]{7,14}$/.test(message.to?.[0]?.number ?? '')) return wrong(303);
        if (!message.body?.content || message.body.type !== 'auto') return wrong(305);
        if (!/^[A-Za-z0-9]{1,32}$/.test(message.reference ?? '')) return wrong(307);
        this.take('cm', { to: message.to[0].number, from: message.from, text: message.body.content, reference: message.reference });
        this.later(() => ({
            method: 'POST',
            url: this.cmHook,
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ messages: { msg: { reference: message.reference, to: message.to[0].number, status: { code: this.arrival === 'delivered' ? 2 : 3, errorCode: '' } } } }),
        }));
        return json(200, { details: 'Created 1 message(s)', errorCode: 0, messages: [{ to: message.to[0].number, status: 'Accepted', reference: message.reference, parts: 1, messageErrorCode: 0 }] });
    }

    spryng({ headers, body }) {
        if (headers.authorization !== `Bearer ${TOKENS.spryng}`) return json(401, { message: 'Unauthenticated.' });
        const message = parsed(body);
        const wrong = (field) => json(422, { message: 'The given data was invalid.', errors: { [field]: ['invalid'] } });
        if (!message?.body) return wrong('body');
        if (!['auto', 'plain', 'unicode'].includes(message.encoding)) return wrong('encoding');
        if (!goodSender(message.originator ?? '') || message.originator.startsWith('+')) return wrong('originator');
        if (!Array.isArray(message.recipients) || !message.recipients.every((r) => typeof r === 'string' && /^[1-9][0-9]{7,14}$/.test(r))) return wrong('recipients');
        if (!message.route) return wrong('route');
        const id = this.take('spryng', { to: message.recipients[0], from: message.originator, text: message.body, reference: message.reference });
        return json(200, { id, encoding: 'plain', originator: message.originator, credits: 1, links: { self: `/v1/messages/${id}` } });
    }
    spryngStatus({ headers, part }) {
        if (headers.authorization !== `Bearer ${TOKENS.spryng}`) return json(401, {});
        this.asked += 1;
        const message = this.taken.find((m) => m.id === part);
        return message ? json(200, { id: part, recipients: [{ number: message.to, status: this.arrival }] }) : json(404, {});
    }

    messagebird({ headers, body }) {
        const error = (status, code, description) => json(status, { errors: [{ code, description, parameter: null }] });
        if (headers.authorization !== `AccessKey ${TOKENS.messagebird}`) return error(401, 2, 'Request not allowed (incorrect access_key)');
        const message = parsed(body);
        if (!message?.body) return error(422, 9, 'body is required');
        if (!goodSender(message.originator ?? '')) return error(422, 10, 'originator is invalid');
        if (!Array.isArray(message.recipients) || !message.recipients.every((r) => Number.isInteger(r) && String(r).length >= 8)) return error(422, 9, 'no (correct) recipients found');
        const id = this.take('messagebird', { to: message.recipients[0], from: message.originator, text: message.body, reference: message.reference });
        if (message.reportUrl) {
            const query = new URLSearchParams({ id, reference: message.reference, recipient: String(message.recipients[0]), status: this.arrival === 'delivered' ? 'delivered' : 'delivery_failed' });
            this.later(() => ({ method: 'GET', url: `${message.reportUrl}?${query}`, headers: {} }));
        }
        return json(201, { id, recipients: { items: [{ recipient: message.recipients[0], status: 'sent' }] } });
    }

    twilio({ headers, body, part }) {
        const wanted = `Basic ${Buffer.from(`${TWILIO_SID}:${TOKENS.twilio}`).toString('base64')}`;
        if (headers.authorization !== wanted || part !== TWILIO_SID) return json(401, { code: 20003, message: 'Authenticate', status: 401 });
        const form = new URLSearchParams(body);
        const wrong = (code) => json(400, { code, message: `The 'To' number ${form.get('To')} is not valid`, status: 400 });
        if (!/^\+[1-9][0-9]{7,14}$/.test(form.get('To') ?? '')) return wrong(21211);
        if (!goodSender(form.get('From') ?? '') && !form.get('MessagingServiceSid')) return wrong(21212);
        if (!form.get('Body')) return wrong(21602);
        const id = this.take('twilio', { to: form.get('To'), from: form.get('From'), text: form.get('Body') });
        const callback = form.get('StatusCallback');
        if (callback) this.later(() => this.twilioReport(callback, id));
        return json(201, { sid: id, status: 'queued' });
    }
    // X-Twilio-Signature: base64(HMAC-SHA1(auth token, address + sorted names and values)).
    twilioReport(url, sid, token = TOKENS.twilio) {
        const fields = { MessageSid: sid, MessageStatus: this.arrival, ErrorCode: '' };
        const signed = url + Object.keys(fields).sort().map((name) => name + fields[name]).join('');
        const signature = createHmac('sha1', token).update(signed).digest('base64');
        return { method: 'POST', url, headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': signature }, body: new URLSearchParams(fields).toString() };
    }

    later(make) {
        setTimeout(async () => {
            await this.report(make());
            this.reported += 1;
        }, 200);
    }
}
