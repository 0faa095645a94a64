// SMS and mail on their way out: through a real Kannel, interfaces of providers as their documents describe them, and a mail
// server that asks for a login and TLS.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Kannel, PASSWORD as KANNEL_PASSWORD } from '../harness/kannel.mjs';
import { SmsProviders, TOKENS } from '../harness/sms_providers.mjs';
import { SmtpSink } from '../harness/smtp_sink.mjs';
import { ownWorld, sleep, until } from '../harness/world.mjs';

const PROVIDER = { debeyart: 'kannel', zuyderland: 'cm', hetspectrum: 'spryng', svrz: 'messagebird', treant: 'twilio' };
const MAIL_PASSWORD = 'post-geheim-2468';
const world = await ownWorld({ tenants: Object.keys(PROVIDER) });
const codes = [];
let kannel;
let providers;
let sink;
let relay;

// What a provider sends to an address of ours, at the organisation's host on this machine.
function callPortal({ method, url, headers = {}, body = '' }) {
    const { host, pathname, search } = new URL(url);
    return new Promise((resolve, reject) => {
        const request = http.request({ host: '127.0.0.1', port: world.portalPort, method, path: pathname + search, headers: { ...headers, host, 'content-length': Buffer.byteLength(body) } }, (answer) => {
            answer.resume();
            answer.on('end', () => resolve(answer.statusCode));
        });
        request.on('error', reject);
        request.end(body);
    });
}

// Kannel knows no *.localhost: it reaches the portal by another address, as it would in a data centre.
async function startRelay() {
    const server = http.createServer(async (request, response) => {
        const status = await callPortal({ method: request.method, url: `${world.url('debeyart').replace(/\/$/, '')}${request.url}` });
        response.writeHead(status).end();
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
}

function secret(name, value) {
    const file = world.file('secrets', name);
    writeFileSync(file, `${value}\n`, { mode: 0o600 });
    const { uid, gid } = statSync(world.file('secrets'));
    chownSync(file, uid, gid);
}
const indented = (text, depth) => text.replace(/^(?=.)/gm, ' '.repeat(depth));
function useSms(tenant, settings) {
    const file = path.join(world.dir, 'tenants', tenant, 'tenant.yaml');
    const yaml = readFileSync(file, 'utf8');
    assert.match(yaml, /\ndelivery:\n {2}sms:\n/);
    writeFileSync(file, yaml.replace('\ndelivery:\n  sms:\n', `\ndelivery:\n  sms:\n${indented(settings, 4)}`));
}
async function restart() {
    await world.stopPortal();
    await world.startPortal();
}

const smsRows = (tenant) => world.sql(tenant, "SELECT state, gateway, tries, last_answer, id FROM outbox WHERE channel = 'sms' ORDER BY created_at DESC");
const mailRows = (tenant) => world.sql(tenant, "SELECT state, gateway, tries, last_answer, id FROM outbox WHERE channel = 'mail' ORDER BY created_at DESC");
const becomes = (tenant, state, rows = smsRows) =>
    until(`${tenant}: a message that is ${state}`, async () => {
        const [row] = await rows(tenant);
        return row?.[0] === state ? row : undefined;
    });

// As far as the code.
async function askForCode(tenant) {
    world.advanceClock(11 * 60);
    const login = world.login(tenant);
    const client = world.client(tenant);
    const page = await client.open('/inloggen');
    const who = page.body.includes('name="gebruiker"') ? { gebruiker: 'client' } : {};
    const verify = await client.follow(await client.press(page, 'Inloggen', { Gebruikersnaam: login.login, 'E-mailadres': login.login, Wachtwoord: login.password, ...who }));
    assert.match(verify.path, /^\/verificatie/, verify.text.slice(0, 300));
    return { client, verify };
}
function codeIn(text) {
    const [, code] = /\b(\d{6})\b/.exec(text);
    codes.push(code);
    return code;
}
async function forgetPassword(tenant, email) {
    world.advanceClock(61 * 60);
    const client = world.client(tenant);
    await client.follow(await client.press(await client.open('/wachtwoord-vergeten'), 'Stuur mij een mail', { 'E-mailadres': email }));
}

before(async () => {
    const certificate = path.join(world.dir, 'mail');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', `${certificate}.key`, '-out', `${certificate}.pem`], { stdio: 'ignore' });
    sink = await SmtpSink.start({ certificate: { key: readFileSync(`${certificate}.key`), cert: readFileSync(`${certificate}.pem`) }, users: { portaal: MAIL_PASSWORD } });
    relay = await startRelay();
    providers = await SmsProviders.start({ report: callPortal });
    kannel = await Kannel.start();
    for (const [name, value] of Object.entries({ ...TOKENS, kannel: KANNEL_PASSWORD, post: MAIL_PASSWORD })) secret(`${name}.secret`, value);
    for (const [tenant, provider] of Object.entries(PROVIDER)) {
        if (provider !== 'kannel') useSms(tenant, `${providers.settings(provider)}secret_file: ${provider}.secret\n`);
    }
    const second = `${providers.settings('cm')}secret_file: cm.secret\n`;
    useSms('debeyart', `${kannel.settings}secret_file: kannel.secret\nreports_url: http://127.0.0.1:${relay.address().port}\nsecond:\n${indented(second, 2)}`);
    writeFileSync(
        path.join(world.dir, 'platform.yaml'),
        `${readFileSync(path.join(world.dir, 'platform.yaml'), 'utf8')}delivery:\n  ca_file: ${certificate}.pem\n  mail:\n    gateway: smtp\n    endpoint: smtp://localhost:${sink.port}\n    user: portaal\n    secret_file: post.secret\n    from: portaal@example.nl\n`,
    );
    await restart();
    providers.cmHook = (await world.ctl('delivery', 'report-url', 'zuyderland')).match(/http:\S+/)[0];
});
after(async () => {
    await kannel?.stop();
    await providers?.stop();
    await sink?.stop();
    await new Promise((resolve) => relay.close(resolve));
});

test('an SMS goes through Kannel to the operator, its code signs in, and it is reported delivered', async () => {
    const { client, verify } = await askForCode('debeyart');
    const message = await until('the operator to get it', () => kannel.messages().at(-1));
    assert.equal(message.from, 'De Beyart');
    assert.match(message.to, /^\+316\d{8}$/);
    const inside = await client.follow(await client.press(verify, 'Code controleren', { Code: codeIn(message.text) }));
    assert.match(inside.path, /^\/(start|nieuw-wachtwoord)/);
    const [, gateway, tries] = await becomes('debeyart', 'delivered');
    assert.deepEqual([gateway, tries], ['kannel', '1']);
});

test('each provider gets number, sender and reference in its own form, and its report is believed', async () => {
    for (const tenant of ['zuyderland', 'svrz', 'treant', 'hetspectrum']) {
        const provider = PROVIDER[tenant];
        await askForCode(tenant);
        const message = await until(`${provider} to take it`, () => providers.taken.find((m) => m.provider === provider));
        codeIn(message.text);
        const form = { cm: /^00316\d{8}$/, spryng: /^316\d{8}$/, messagebird: /^316\d{8}$/, twilio: /^\+316\d{8}$/ }[provider];
        assert.match(String(message.to), form, provider);
        if (provider === 'spryng') {
            await becomes(tenant, 'sent');
            world.advanceClock(20);
        }
        const [, gateway] = await becomes(tenant, 'delivered');
        assert.equal(gateway, provider);
    }
    assert.deepEqual(providers.refused, [], 'nothing that the documents refuse was sent');
    const metrics = (await world.ops().get('/metrics')).body;
    assert.match(metrics, /inzage_sms_reports_total\{[^}]*gateway="spryng"[^}]*outcome="delivered"[^}]*\} 1/);
});

test('what the provider says did not arrive is kept as undelivered', async () => {
    providers.arrival = 'undelivered';
    await askForCode('treant');
    await becomes('treant', 'undelivered');
    providers.arrival = 'delivered';
});

test('nobody forges a report: it needs the secret of that organisation and gateway, and at Twilio the signature', async () => {
    providers.arrival = 'queued';
    const taken = providers.taken.length;
    const { reported } = providers;
    await askForCode('treant');
    await until('Twilio to say that it is on its way', () => providers.reported > reported);
    const [, , , , id] = await becomes('treant', 'sent');
    const { id: sid } = await until('Twilio to have it', () => providers.taken[taken]);
    providers.arrival = 'delivered';
    const urls = await world.ctl('delivery', 'report-url', 'treant');
    const url = `${urls.match(/http:\S+/)[0]}?id=${id}`;
    const good = providers.twilioReport(url, sid);
    const bad = [
        { ...good, url: url.replace(/[0-9a-f]{64}/, '0'.repeat(64)) },
        { ...good, url: url.replace('/twilio/', '/kannel/') },
        { ...good, url: url.replace('treant.', 'svrz.') },
    ];
    for (const report of bad) assert.equal(await callPortal(report), 404, report.url);
    for (const report of [providers.twilioReport(url, sid, 'anders'), { ...good, body: good.body.replace('delivered', 'failed') }, { ...good, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }]) assert.equal(await callPortal(report), 200);
    assert.equal((await smsRows('treant'))[0][0], 'sent');
    assert.equal(await callPortal(good), 200);
    assert.equal((await smsRows('treant'))[0][0], 'delivered');
});

test('when the first gateway is away the next try goes to the second', async () => {
    await kannel.end('smsbox');
    const taken = providers.taken.length;
    await askForCode('debeyart');
    const message = await until('the second gateway to get it', () => providers.taken[taken]);
    assert.equal(message.provider, 'cm');
    assert.equal(message.from, 'De Beyart', "the first one's sender");
    const [, gateway] = await until('it to be sent', async () => (await smsRows('debeyart')).find(([state]) => state === 'sent' || state === 'delivered'));
    assert.equal(gateway, 'cm');
    assert.match(world.log(), /DELIVERY_GATEWAY_AWAY/);
});

test('a gateway that lets us not in is told to the operator; a new secret counts at once', async () => {
    secret('messagebird.secret', 'verouderd');
    await askForCode('svrz');
    await until('the refusal', async () => (await smsRows('svrz'))[0][3].includes('HTTP 401, code 2'));
    assert.match(world.log(), /DELIVERY_GATEWAY_DENIED/);
    secret('messagebird.secret', TOKENS.messagebird);
    world.advanceClock(70);
    await becomes('svrz', 'delivered');
    providers.refused.length = 0;
});

test('an SMS that a killed portal had not handed over goes out when it is back', async () => {
    providers.down.add('spryng');
    const taken = providers.taken.length;
    await askForCode('hetspectrum');
    await until('a first try', async () => Number((await smsRows('hetspectrum'))[0]?.[2]) > 0);
    await world.killPortal();
    providers.down.delete('spryng');
    world.advanceClock(61);
    const message = await until('the message', () => providers.taken[taken], { timeout_ms: 30_000 });
    assert.match(message.text, /\d{6}/);
    await until('it to be marked', async () => ['sent', 'delivered'].includes((await smsRows('hetspectrum'))[0][0]));
});

test('mail goes over TLS with a login, in large print and as text, and links lead to the organisation', async () => {
    await forgetPassword('hetspectrum', world.login('hetspectrum').login);
    const mail = await until('the mail', () => sink.mails[0]);
    assert.deepEqual([mail.secure, mail.user, mail.from], [true, 'portaal', 'clientportaal@hetspectrum.nl']);
    assert.match(mail.data, /^Subject: /m);
    assert.match(mail.data, /^From: =\?UTF-8\?B\?[^ ]+\?= <clientportaal@hetspectrum\.nl>/m);
    assert.match(mail.data, /Content-Type: text\/plain; charset=UTF-8/);
    const plain = mail.data.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    assert.ok(plain.includes(`http://hetspectrum.localhost:${world.portalPort}/`), plain.slice(0, 1500));
    await becomes('hetspectrum', 'sent', mailRows);
});

test('4xx is tried again, 5xx is not, and after five tries a mail is given up', async () => {
    const email = world.login('hetspectrum').login;
    const mails = sink.mails.length;
    sink.refuseNext(['451 4.3.0 later']);
    await forgetPassword('hetspectrum', email);
    await until('the second try', () => sink.mails.length > mails);
    assert.deepEqual((await becomes('hetspectrum', 'sent', mailRows)).slice(0, 3), ['sent', 'smtp', '2']);

    sink.refuseNext([`550 5.1.1 <${email}> unknown here`]);
    await forgetPassword('hetspectrum', email);
    const failed = await becomes('hetspectrum', 'failed', mailRows);
    assert.deepEqual(failed.slice(0, 4), ['failed', 'smtp', '1', 'SMTP 550 5.1.1'], "the server's words, which hold the address, are not kept");

    const seen = sink.recipientsSeen;
    sink.refuseNext(Array(5).fill('451 4.3.0 later'));
    await forgetPassword('hetspectrum', email);
    for (let tries = 1; tries < 5; tries += 1) {
        await until(`try ${tries}`, async () => sink.recipientsSeen === seen + tries && (await mailRows('hetspectrum'))[0][0] === 'queued');
        world.advanceClock(70);
    }
    assert.equal((await becomes('hetspectrum', 'abandoned', mailRows))[2], '5');
    assert.equal(sink.recipientsSeen, seen + 5);
});

test('a server without TLS gets no mail, not even the login', async () => {
    const { certificate } = sink;
    sink.certificate = undefined;
    const mails = sink.mails.length;
    await forgetPassword('hetspectrum', world.login('hetspectrum').login);
    await until('the fault', async () => (await mailRows('hetspectrum'))[0][3] !== '');
    assert.equal(sink.mails.length, mails);
    sink.certificate = certificate;
    await sleep(0);
});

test('no token, password, code or number is in a log, a metric or a row in the clear', async () => {
    const logs = readdirSync(world.file('log')).map((name) => readFileSync(world.file('log', name), 'utf8'));
    const rows = [];
    for (const tenant of world.tenants) rows.push(...(await world.sql(tenant, 'SELECT id::text || state || last_answer || gateway_ref || body || html || subject FROM outbox')).flat());
    const texts = [...logs, ...rows, (await world.ops().get('/metrics')).body].join('\n');
    assert.ok(codes.length >= 5 && texts.length > 1000);
    for (const secretText of [...Object.values(TOKENS), KANNEL_PASSWORD, MAIL_PASSWORD, 'verouderd']) assert.ok(!texts.includes(secretText), secretText);
    for (const code of codes) assert.doesNotMatch(texts, new RegExp(`(?<![0-9a-f-])${code}(?![0-9a-f-])`));
    assert.doesNotMatch(texts, /(\+|00)316\d{8}/);
});
