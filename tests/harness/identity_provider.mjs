// An identity provider (OpenID Connect) for tests: it refuses what the standard refuses, and lies when it is told to.
//   const provider = await IdentityProvider.start({ now: () => Date });
//   provider.person = { sub, email, email_verified }      who is in front of it
//   provider.settings({ … })                               what a tenant's login.external says of it, as YAML
//   provider.comeBack(url, { … })                          somebody signs in there: where the browser is sent back to
//   provider.lie = 'nonce'                                 see LIES
import { constants, createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import http from 'node:http';

const b64 = (value) => Buffer.from(value).toString('base64url');
const newKey = (kind, kid) =>
    ({ kid, kind, ...(kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' })) });
const json = (status, value) => ({ status, body: typeof value === 'string' ? value : JSON.stringify(value) });

// What is wrong with the token, or with the answer that should hold it.
export const LIES = {
    'another nonce': { body: { nonce: 'iets-anders' } },
    'no nonce': { body: { nonce: undefined } },
    'another audience': { body: { aud: 'een-ander-portaal' } },
    'an audience more': { body: (b) => ({ aud: [b.aud, 'een-ander-portaal'] }) },
    'another party': { body: (b) => ({ aud: [b.aud], azp: 'een-ander-portaal' }) },
    'an end that is past': { body: (b) => ({ exp: b.iat - 120 }) },
    'made an hour ago': { body: (b) => ({ iat: b.iat - 3600 }) },
    'made in the future': { body: (b) => ({ iat: b.iat + 600 }) },
    'another issuer': { body: (b) => ({ iss: `${b.iss}/` }) },
    'no subject': { body: { sub: '' } },
    'a lower level': { body: { acr: 'basis' } },
    'alg none': { head: { alg: 'none' }, signature: '' },
    'signed with the secret': { head: { alg: 'HS256' }, secret: true },
    "a stranger's key": { stranger: true },
    'an unknown key id': { head: { kid: 'onbekend' } },
    'a changed body': { late: { sub: 'iemand-anders' } },
    'no signature': { signature: '' },
    'no token': { answer: () => ({ access_token: 'x', token_type: 'Bearer' }) },
    'no JSON': { answer: () => '<html>' },
    'too much': { answer: (token) => ({ id_token: token, more: 'x'.repeat(200_000) }) },
};

export class IdentityProvider {
    static async start({ now = () => new Date() } = {}) {
        const provider = new IdentityProvider();
        Object.assign(provider, { now, clientId: 'inzage-proef', secret: 'een geheim: +&%é', codes: new Map(), asked: [], open: 0, mostOpen: 0, algorithm: 'RS256', scopes: '', lie: undefined, hangs: false });
        provider.keys = [newKey('rsa', 'rsa-1'), newKey('ec', 'ec-1')];
        provider.stranger = newKey('rsa', 'rsa-1');
        provider.person = { sub: 'niemand' };
        provider.server = http.createServer((request, response) => provider.take(request, response));
        await new Promise((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
        provider.port = provider.server.address().port;
        provider.issuer = `http://127.0.0.1:${provider.port}`;
        return provider;
    }
    async stop() {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    settings({ secretFile, ...more }) {
        return { issuer: this.issuer, client_id: this.clientId, client_secret_file: secretFile, name: 'Zorgpas', ...more };
    }

    // A new signing key; the old ones are gone.
    rotate() {
        const kid = `rsa-${this.keys.length}-${randomBytes(3).toString('hex')}`;
        this.keys = [newKey('rsa', kid), newKey('ec', `ec-${kid}`)];
    }

    take(request, response) {
        let text = '';
        request.on('data', (chunk) => (text += chunk));
        request.on('end', () => {
            const { pathname } = new URL(request.url, this.issuer);
            this.asked.push(pathname);
            this.open += 1;
            this.mostOpen = Math.max(this.mostOpen, this.open);
            response.on('close', () => (this.open -= 1));
            if (this.hangs) return;
            const answer = this.answer(request, pathname, text);
            response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers }).end(answer.body);
        });
    }
    answer(request, pathname, text) {
        if (this.down) return json(this.down, {});
        if (this.moved) return { status: 302, headers: { Location: this.moved }, body: '' };
        if (pathname === '/.well-known/openid-configuration') return json(200, this.discovery());
        if (pathname === '/sleutels') return json(200, { keys: this.keys.map((key) => this.jwk(key)) });
        if (pathname === '/token' && request.method === 'POST') return this.token(request, new URLSearchParams(text));
        return json(404, {});
    }
    discovery() {
        return {
            issuer: this.issuer,
            authorization_endpoint: `${this.issuer}/inloggen?soort=burger`,
            token_endpoint: `${this.issuer}/token`,
            jwks_uri: `${this.issuer}/sleutels`,
            response_types_supported: ['code'],
            subject_types_supported: ['pairwise'],
            id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256'],
            code_challenge_methods_supported: ['S256'],
            ...this.says,
        };
    }
    jwk({ kid, publicKey }) {
        return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
    }

    // Somebody signs in at the address that the portal sent them to.
    comeBack(address, { error, state, iss } = {}) {
        const url = new URL(address);
        const query = Object.fromEntries(url.searchParams);
        if (url.origin !== this.issuer || url.pathname !== '/inloggen' || query.soort !== 'burger') throw new Error(`not our address: ${address}`);
        for (const [name, value] of Object.entries({ response_type: 'code', client_id: this.clientId, code_challenge_method: 'S256' })) {
            if (query[name] !== value) throw new Error(`${name} is ${query[name]}`);
        }
        for (const name of ['state', 'nonce', 'code_challenge', 'redirect_uri', 'scope']) if (!query[name]) throw new Error(`no ${name}`);
        const back = new URL(query.redirect_uri);
        back.searchParams.set('state', state ?? query.state);
        if (iss) back.searchParams.set('iss', iss);
        if (error) {
            back.searchParams.set('error', error);
        } else {
            const code = randomBytes(24).toString('base64url');
            this.codes.set(code, { ...query, person: { ...this.person } });
            back.searchParams.set('code', code);
        }
        return { path: back.pathname + back.search, origin: back.origin, query };
    }

    token(request, form) {
        const basic = `Basic ${Buffer.from(`${encodeURIComponent(this.clientId)}:${encodeURIComponent(this.secret)}`).toString('base64')}`;
        if (request.headers.authorization !== basic) return json(401, { error: 'invalid_client' });
        const asked = this.codes.get(form.get('code'));
        const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
        if (!asked || form.get('grant_type') !== 'authorization_code' || form.get('redirect_uri') !== asked.redirect_uri || challenge !== asked.code_challenge) {
            return json(400, { error: 'invalid_grant' });
        }
        if (!this.careless) this.codes.delete(form.get('code'));
        const lie = LIES[this.lie] ?? {};
        const token = this.tokenFor(asked, lie);
        return json(200, lie.answer ? lie.answer(token) : { access_token: 'x', token_type: 'Bearer', id_token: token });
    }
    tokenFor({ nonce, person }, lie) {
        const seconds = Math.floor(this.now().getTime() / 1000);
        const body = { iss: this.issuer, aud: this.clientId, exp: seconds + 300, iat: seconds, nonce, acr: 'substantieel', ...person };
        Object.assign(body, typeof lie.body === 'function' ? lie.body(body) : lie.body);
        const key = lie.stranger ? this.stranger : this.keys.find((k) => k.kind === (this.algorithm === 'ES256' ? 'ec' : 'rsa'));
        const head = { alg: this.algorithm, kid: key.kid, typ: 'JWT', ...lie.head };
        const text = `${b64(JSON.stringify(head))}.${b64(JSON.stringify(body))}`;
        const kept = lie.late ? `${b64(JSON.stringify(head))}.${b64(JSON.stringify({ ...body, ...lie.late }))}` : text;
        return `${kept}.${lie.signature ?? this.signatureOf(text, key, lie)}`;
    }
    signatureOf(text, key, { secret }) {
        if (secret) return createHmac('sha256', this.secret).update(text).digest('base64url');
        const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
        const how = this.algorithm === 'ES256' ? { dsaEncoding: 'ieee-p1363' } : this.algorithm === 'PS256' ? pss : {};
        return sign('sha256', Buffer.from(text), { key: key.privateKey, ...how }).toString('base64url');
    }
}
