// The eyes of the browser tests: they see what they are there to see.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { axeFindings, crawl, launch, overflow, visitor } from './browser.mjs';

const page = (body) => `<!doctype html><html lang="nl"><head><title>Proef</title></head><body><main><h1>Proef</h1>${body}</main></body></html>`;
const PAGES = {
    '/good': page('<p>Goed.</p>'),
    '/start': page('<a href="/bad?x=1">Verder</a><a href="/uitloggen">Weg</a>'),
    '/bad': page('<a href="/one/12345678-1234-1234-1234-123456789012">een</a><a href="/one/87654321-1234-1234-1234-123456789012">twee</a><img src="/x.png"><p style="width:2000px">breed</p><script>alert(1)</script>'),
};
const server = http.createServer((request, response) => {
    const found = PAGES[request.url.split('?')[0]];
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" });
    response.end(found ?? page(''));
});
let browser;
let base;
before(async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://portal.localhost:${server.address().port}`;
    browser = await launch();
});
after(async () => {
    await browser.close();
    server.close();
});

test('a good page gives no complaint, no finding and no overflow', async () => {
    const { page, complaints, close } = await visitor(browser, { width: 320, axe: true });
    await page.goto(`${base}/good`);
    assert.deepEqual([await axeFindings(page), await overflow(page), complaints], [[], 0, []]);
    await close();
});

test('violations of the content security policy are complaints, also without JavaScript', async () => {
    for (const javaScript of [true, false]) {
        const { page, complaints, close } = await visitor(browser, { javaScript });
        await page.goto(`${base}/bad`);
        assert.ok(complaints.some((c) => /inline style/.test(c)), complaints.join('\n'));
        await close();
    }
});

test('a dialog is a complaint', async () => {
    const { page, complaints, close } = await visitor(browser, { axe: true });
    await page.goto(`${base}/bad`);
    assert.ok(complaints.some((c) => c.startsWith('dialog: 1')), complaints.join('\n'));
    await close();
});

test('axe findings and overflow are seen', async () => {
    const { page, close } = await visitor(browser, { width: 320, axe: true });
    await page.goto(`${base}/bad`);
    assert.ok((await axeFindings(page)).some((f) => f.startsWith('image-alt')));
    assert.ok((await overflow(page)) > 1000);
    await close();
});

test('crawling finds one page per route and never signs out', async () => {
    const { page, close } = await visitor(browser);
    assert.deepEqual([...(await crawl(page, `${base}/start`)).keys()], ['/start', '/bad?x', '/one/{id}']);
    await close();
});
