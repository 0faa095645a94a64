// Visitors in a real browser: who signs in, what went wrong while they looked, and what axe thinks of what they saw.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const SHOTS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'shots');
export const WIDTHS = [320, 768, 1280];
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const launch = () =>
    chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars'],
    });

// A visitor with a window of their own. Everything that a browser complains about lands in `complaints`.
// axe: the page's Content-Security-Policy is not enforced, because axe has to be put into the page.
export async function visitor(browser, { width = 1280, javaScript = true, axe = false } = {}) {
    const context = await browser.newContext({
        viewport: { width, height: 900 },
        javaScriptEnabled: javaScript,
        bypassCSP: axe,
        locale: 'nl-NL',
        timezoneId: 'Europe/Amsterdam',
    });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => {
        // A refused page is a page; the browser also notes its status as an error.
        if (message.type() === 'error' && !/Failed to load resource: the server responded with a status of (401|403|404|422)/.test(message.text())) {
            complaints.push(`console: ${message.text()} (${message.location().url || page.url()})`);
        }
    });
    page.on('pageerror', (error) => complaints.push(`script: ${error.message} (${page.url()})`));
    page.on('dialog', async (dialog) => {
        complaints.push(`dialog: ${dialog.message()} (${page.url()})`);
        await dialog.dismiss();
    });
    page.on('requestfailed', (request) => {
        const why = request.failure()?.errorText ?? '';
        if (why !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()} ${why}`);
    });
    return { context, page, complaints, close: () => context.close() };
}

// Types what a person types. Returns after the first signed-in page.
export async function signIn(world, page, tenant, who = 'anna.jansen') {
    const login = world.login(tenant, who);
    await world.forgetSentCodes(tenant);
    const seen = world.sms(tenant).length;
    await page.goto(world.url(tenant, '/inloggen'));
    await page.getByLabel('Gebruikersnaam').fill(login.login);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(login.password);
    const client = page.getByLabel('Ik ben de cliënt');
    if (await client.count()) await client.check();
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    await page.waitForURL(/\/(verificatie|start)/);
    if (page.url().includes('/verificatie')) {
        await page.getByLabel('Code', { exact: true }).fill(await world.code(tenant, seen));
        await page.getByRole('button', { name: 'Code controleren' }).click();
    }
    await page.waitForURL(/\/start/);
    return login;
}

// [] or one short line per thing that axe has against the page. styles: it also reads the styles themselves (for rules that lock the
// screen's direction), which takes longer and is the same for every page.
export async function axeFindings(page, { styles = false } = {}) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
    const result = await page.evaluate(([tags, preload]) => window.axe.run(document, { preload, runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), [AXE_TAGS, styles]);
    return result.violations.map((v) => `${v.id} (${v.impact}): ${v.help}; first ${v.nodes[0].target.join(' ')}`);
}

// What a page weighs as it came over the wire, in bytes, and what it asked of other hosts.
export const weigh = (page) =>
    page.evaluate(() => {
        const [document_] = performance.getEntriesByType('navigation');
        const parts = performance.getEntriesByType('resource');
        const sum = (ending) => parts.filter((p) => new URL(p.name).pathname.endsWith(ending)).reduce((bytes, p) => bytes + p.encodedBodySize, 0);
        return { html: document_.encodedBodySize, css: sum('.css'), scripts: sum('.js'), elsewhere: parts.map((p) => p.name).filter((name) => new URL(name).origin !== location.origin) };
    });

// Text or boxes that stick out of the window.
export const overflow = (page) =>
    page.evaluate(() => {
        // A table has a scroller of its own, in which a column can be out of sight while the page fits.
        const wide = [document.documentElement, ...document.querySelectorAll('.utrecht-table-container')];
        return Math.max(...wide.map((one) => Math.max(0, one.scrollWidth - one.clientWidth)));
    });

// For people who look at pages: only with INZAGE_SHOTS=1. Of long pages the upper part: what comes below is more of the same.
// The window is as high as the picture, so that what sticks to its edge stands there once.
const SHOT_HEIGHT_MAX = 3000;
export async function picture(page, file) {
    const { width, height } = page.viewportSize();
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(height, Math.min(whole, SHOT_HEIGHT_MAX)) });
    await page.screenshot({ path: file });
    await page.setViewportSize({ width, height });
}
export async function shot(page, name) {
    if (!process.env.INZAGE_SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await picture(page, path.join(SHOTS, `${name}.png`));
}

// A route with its variable parts taken out: /dossier/lezen?rapport=… and the next one are the same page.
export function routeOf(url) {
    const { pathname, searchParams } = new URL(url);
    const parts = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/\/\d{4}-\d{2}-\d{2}/g, '/{datum}');
    const keys = [...new Set(searchParams.keys())].sort();
    return keys.length ? `${parts}?${keys.join('&')}` : parts;
}

// Without the pages whose choices are another page's and one more: they are built of parts that were seen.
export function withoutCombinations(pages) {
    const split = (route) => [route.split('?')[0], (route.split('?')[1] ?? '').split('&').filter(Boolean)];
    const all = [...pages.keys()].map(split);
    const covered = ([where, keys]) => all.some(([w, k]) => w === where && k.length > 0 && k.length < keys.length && k.every((key) => keys.includes(key)));
    return new Map([...pages].filter(([route]) => !covered(split(route))));
}

// Every page that links lead to from here, one address per route, the first one met; see() at each. Never signs out.
export async function crawl(page, start, { max = 40, see = async () => {} } = {}) {
    const found = new Map([[routeOf(start), start]]);
    const waiting = [start];
    while (waiting.length > 0 && found.size < max) {
        await page.goto(waiting.shift());
        const here = new URL(page.url());
        await see(here);
        const links = await page.$$eval('a[href]', (all) => all.filter((a) => !a.hasAttribute('download')).map((a) => a.href));
        for (const link of links) {
            const url = new URL(link);
            url.hash = '';
            if (url.origin !== here.origin || /^\/(uitloggen|assets|static|taal|weergave|bestand)/.test(url.pathname) || /\.\w{2,5}$/.test(url.pathname)) continue;
            const route = routeOf(url.href);
            if (!found.has(route) && found.size < max) {
                found.set(route, url.href);
                waiting.push(url.href);
            }
        }
    }
    return found;
}

export const shotName = (route) => route.replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'begin';
