// What comes out of the care-record system, or out of an address, is text on a page and never markup.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { attributes, textOf } from '../harness/html.mjs';
import { sharedWorld } from '../harness/world.mjs';
import { makePerson, sessionOf } from './people.mjs';
import { fill, isGated, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
let pages;

const HOSTILE = [
    '<script>kwaad(1)</script>',
    '"><kwaad onkwaad="1">',
    "'><kwaad onkwaad='1'>",
    '" onkwaad="kwaad(1)" x="',
    "' onkwaad='kwaad(1)' x='",
    'javascript:kwaad(1)',
    '<img src=kwaad onerror=kwaad(1)>',
    '<svg><kwaad/onkwaad=1>',
    '</title></textarea></style></script><kwaad>',
    '<!--kwaad--><kwaad>',
    ']]><kwaad>',
    '{{kwaad}}{{%AUTOESCAPE}}<kwaad>',
    '&lt;kwaad&gt;&#60;kwaad&#62;<kwaad>',
    '{\\rtf1\\ansi <kwaad>\\par}',
    '\u202e<kwaad>\u0000'.replace('\u0000', ''),
    '<a href="javascript:kwaad(1)">kwaad</a>',
    '`${kwaad(1)}`<kwaad>',
    'a\r\nSet-Cookie: kwaad=1\r\n\r\n<kwaad>',
];

before(async () => {
    pages = (await routesOf(world)).filter((r) => r.method === 'GET');
});

// A file is what somebody gave, byte by byte: the browser is told to take it for nothing else, and to run nothing of it.
function checkFile(answer, what) {
    assert.match(answer.headers['content-type'], /^image\/(png|jpeg)$|^application\/pdf$|^text\/calendar; charset=utf-8$/, what);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', what);
    assert.ok(/(^|; *)sandbox( *;|$)/.test(answer.headers['content-security-policy']) || /^attachment/.test(answer.headers['content-disposition']), what);
    assert.ok(!answer.cookies.includes('kwaad'), what);
}

function check(answer, what) {
    if (answer.status === 200 && !/^text\/(html|plain)/.test(answer.headers['content-type'])) return checkFile(answer, what);
    const body = answer.body.replace(/<!--[\s\S]*?-->/g, (comment) => (assert.doesNotMatch(comment, /kwaad/, `${what}: in a comment`), ''));
    for (const [tag, name] of body.matchAll(/<\/?([a-z][a-z0-9-]*)\b(?:"[^"]*"|'[^']*'|[^"'>])*>/gi)) {
        assert.notEqual(name.toLowerCase(), 'kwaad', `${what}: ${tag}`);
        const found = attributes(tag.replace(/^<\/?[a-z0-9-]+/i, ''));
        for (const [key, value] of Object.entries(found)) {
            assert.ok(!key.startsWith('on'), `${what}: ${tag}`);
            assert.ok(key !== 'style', `${what}: a style in a tag: ${tag}`);
            if (['href', 'src', 'action', 'formaction', 'xlink'].includes(key)) assert.doesNotMatch(value.trim(), /^(javascript|data|vbscript):/i, `${what}: ${tag}`);
        }
        if (name.toLowerCase() === 'script' && !tag.startsWith('</')) assert.ok(found.src?.startsWith('/static/'), `${what}: ${tag}`);
    }
    assert.doesNotMatch(body, /<(kwaad|img src=kwaad|script>)/i, what);
    assert.ok(!answer.cookies.includes('kwaad'), what);
    assert.ok(answer.status < 500, `${what}: ${answer.status}`);
}

test('hostile texts in every field of every record come out as text, on every page', async () => {
    for (const payload of HOSTILE) {
        const me = await makePerson(world, tenant, payload);
        await world.sql(tenant, `UPDATE measurement SET kind_code = label WHERE client_id = '${me.ids.client}'`);
        const client = await sessionOf(world, tenant, me.account);
        let shown = 0;
        for (const { pattern, right } of pages) {
            if (pattern === '/uitloggen') continue;
            const value = pattern.endsWith('{soort}') ? payload : me.ids[partOf(pattern)];
            const answer = await client.get(partOf(pattern) ? fill(pattern, value) : pattern);
            check(answer, `${pattern} with ${JSON.stringify(payload)}`);
            const words = payload.replace(/[\s\u00a0]+/g, ' ').trim();
            if (isGated({ right }) && textOf(answer.body).includes(words)) shown += 1;
        }
        assert.ok(shown >= 5, `${JSON.stringify(payload)} is shown as it stands, on ${shown} pages`);
    }
});

test('hostile words in an address or a form come back as text', async () => {
    const me = await makePerson(world, tenant, 'Gewoon');
    const client = await sessionOf(world, tenant, me.account);
    for (const payload of HOSTILE) {
        const word = encodeURIComponent(payload);
        for (const { pattern } of pages) {
            const path = fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '');
            const visitor = pattern === '/uitloggen' ? world.client(tenant) : client;
            check(await visitor.get(`${path}?terug=${word}&soort=${word}&voor=${word}&vanaf=${word}&dag=${word}&maand=${word}&${word}=1`), `${path}?…`);
            if (partOf(pattern)) check(await visitor.get(fill(pattern, payload)), `${pattern} at ${JSON.stringify(payload)}`);
        }
        check(await client.get(`/${word}`), `/${word}`);
        const guest = world.client(tenant);
        const login = await guest.open('/inloggen');
        check(await guest.press(login, 'Inloggen', { Gebruikersnaam: payload, Wachtwoord: payload }), `signing in as ${JSON.stringify(payload)}`);
    }
});
