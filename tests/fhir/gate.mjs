// Who may ask: a fixed token, or OAuth 2.0 client credentials with a secret or a signed assertion (RFC 6749, 7523).
//   auth: { tokens: ['…'] }
//   auth: { client_id, client_secret, token_s }       auth: { client_id, public_key, token_s }
import { createPublicKey, randomUUID, verify } from 'node:crypto';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export class Gate {
    constructor(server, auth) {
        Object.assign(this, { server, auth, issued: new Map(), used: new Set(), given: 0 });
    }
    isOpenFor(request) {
        if (this.auth === undefined) return true;
        const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
        return (this.auth.tokens ?? []).includes(token) || (this.issued.get(token) ?? 0) > Date.now();
    }
    expire() {
        this.issued.clear();
    }
    giveToken(request, response, body) {
        const form = new URLSearchParams(body);
        const objection = this.objectionTo(request, form);
        if (objection !== undefined) return this.server.answer(response, objection === 'unsupported_grant_type' ? 400 : 401, { error: objection }, { 'Content-Type': 'application/json' });
        const token = randomUUID();
        const seconds = this.auth.token_s ?? 300;
        this.issued.set(token, Date.now() + seconds * 1000);
        this.given += 1;
        return this.server.answer(response, 200, { access_token: token, token_type: 'Bearer', expires_in: seconds }, { 'Content-Type': 'application/json' });
    }
    objectionTo(request, form) {
        if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials') return 'unsupported_grant_type';
        if (this.auth?.public_key) return this.objectionToAssertion(form);
        const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
        const [id, secret] = basic ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent) : [form.get('client_id'), form.get('client_secret')];
        return id === this.auth?.client_id && secret === this.auth?.client_secret && secret !== undefined ? undefined : 'invalid_client';
    }
    objectionToAssertion(form) {
        if (form.get('client_assertion_type') !== ASSERTION) return 'invalid_client';
        const [head, claims, signature] = (form.get('client_assertion') ?? '').split('.');
        const read = (part) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString() || '{}');
        const { alg, typ } = read(head);
        const { iss, sub, aud, exp, jti } = read(claims);
        const hash = { RS256: 'sha256', RS384: 'sha384', ES256: 'sha256', ES384: 'sha384' }[alg];
        if (hash === undefined || typ !== 'JWT') return 'invalid_client';
        const key = createPublicKey(this.auth.public_key);
        const isRight = verify(hash, Buffer.from(`${head}.${claims}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature ?? '', 'base64url'));
        const now = Date.now() / 1000;
        const isFresh = exp > now && exp <= now + 300 && typeof jti === 'string' && !this.used.has(jti);
        this.used.add(jti);
        return isRight && isFresh && iss === this.auth.client_id && sub === iss && aud === `${this.server.origin}/auth/token` ? undefined : 'invalid_client';
    }
}
