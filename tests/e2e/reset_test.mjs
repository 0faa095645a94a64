// Somebody forgot their password, at each organisation as it says itself: a link, or a password for one time by mail.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { makeLogin } from '../isolation/people.mjs';
import { axeFindings, launch, overflow, shot, visitor } from './browser.mjs';

const NEW = 'groene trein naar Zwolle';
// As the organisations publish it: how a new password comes, and whether the user name is asked too.
const RULES = {
    debeyart: { by: 'password' },
    hetspectrum: { by: 'link', minutes: 30, loginIsEmail: true },
    treant: { by: 'password' },
    svrz: { by: 'password' },
    zuyderland: { by: 'link', minutes: 10, asksName: true },
};
// One with a small window and axe, one without JavaScript.
const WINDOWS = { zuyderland: { width: 320, axe: true }, svrz: { width: 320, axe: true }, treant: { javaScript: false } };

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function look(page, tenant, name) {
    assert.equal(await page.locator('h1').count(), 1, `${name}: one h1`);
    assert.equal(await overflow(page).catch(() => 0), 0, `${name}: nothing sticks out`);
    if (WINDOWS[tenant]?.axe) assert.deepEqual(await axeFindings(page), [], name);
    if (WINDOWS[tenant]?.axe) await shot(page, `reset-${tenant}-${name}`);
}
const button = (page, name) => page.getByRole('button', { name, exact: true });
async function signIn(page, tenant, person, password) {
    await page.getByLabel('Gebruikersnaam').fill(RULES[tenant].loginIsEmail ? person.email : person.login);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
    const client = page.getByLabel('Ik ben de cliënt');
    if (await client.count()) await client.check();
    await button(page, 'Inloggen').click();
}
async function giveCode(page, person, seen) {
    await page.waitForURL(/\/verificatie/);
    const sms = await until('the SMS', () => world.sms().filter((m) => m.to === person.phone)[seen]);
    await page.getByLabel('Code', { exact: true }).fill(/\b(\d{6})\b/.exec(sms.text)[1]);
    await button(page, 'Code controleren').click();
}
async function choosePassword(page, tenant) {
    await page.waitForURL(/\/nieuw-wachtwoord/);
    await look(page, tenant, 'nieuw');
    await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(NEW);
    await page.getByLabel('Nieuw wachtwoord nog een keer', { exact: true }).fill(NEW);
    await button(page, 'Wachtwoord opslaan').click();
}

describe('a forgotten password', () => {
    for (const tenant of world.tenants.filter((t) => RULES[t])) {
        const rule = RULES[tenant];
        test(`${tenant}: ${rule.by === 'link' ? `a link that works ${rule.minutes} minutes` : 'a password for one time'}, a code, a new password, and in again`, async () => {
            const person = await makeLogin(world, tenant, 'Vergeten');
            const { page, complaints, close } = await visitor(browser, WINDOWS[tenant] ?? {});
            const sent = () => world.sms().filter((m) => m.to === person.phone).length;
            await page.goto(world.url(tenant, '/inloggen'));
            await page.getByRole('link', { name: 'Wachtwoord vergeten?' }).click();
            await look(page, tenant, 'vraag');
            await page.getByLabel('E-mailadres').fill(person.email);
            assert.equal(await page.getByLabel('Gebruikersnaam').count(), rule.asksName ? 1 : 0);
            if (rule.asksName) await page.getByLabel('Gebruikersnaam').fill(person.login);
            await button(page, 'Stuur mij een mail').click();
            await page.getByRole('heading', { name: 'Kijk in uw mail' }).waitFor();
            await look(page, tenant, 'verstuurd');
            const mail = await until('the mail', () => world.mail().find((m) => m.to === person.email));
            if (rule.by === 'link') {
                assert.ok(mail.text.includes(`${rule.minutes} minuten`), mail.text);
                const link = /https?:\/\/\S+\/wachtwoord-vergeten\/\S+/.exec(mail.text)[0];
                await page.goto(link);
                assert.ok(!page.url().includes(link.split('/').at(-1)), 'the token is out of the address');
                await look(page, tenant, 'begin');
                const seen = sent();
                await button(page, 'Stuur mij de code').click();
                await giveCode(page, person, seen);
                await choosePassword(page, tenant);
                await page.waitForURL(/\/inloggen/);
                await page.getByText('Uw wachtwoord is gewijzigd').waitFor();
                await look(page, tenant, 'klaar');
                const again = sent();
                await signIn(page, tenant, person, NEW);
                await giveCode(page, person, again);
            } else {
                const seen = sent();
                await page.getByRole('link', { name: 'Terug naar inloggen' }).click();
                await signIn(page, tenant, person, /\b[a-z2-9]{4}(-[a-z2-9]{4}){3}\b/.exec(mail.text)[0]);
                await giveCode(page, person, seen);
                await choosePassword(page, tenant);
            }
            await page.waitForURL(/\/(start|voorwaarden)/);
            assert.deepEqual(complaints, []);
            await close();
        });
    }

    test('and who is signed in changes it on the page about themselves', async () => {
        const tenant = world.tenants.find((t) => RULES[t]?.by === 'password');
        const person = await makeLogin(world, tenant, 'Wijziger');
        const { page, complaints, close } = await visitor(browser, { width: 320, axe: true });
        const sent = () => world.sms().filter((m) => m.to === person.phone).length;
        await page.goto(world.url(tenant, '/inloggen'));
        let seen = sent();
        await signIn(page, tenant, person, person.password);
        await giveCode(page, person, seen);
        await page.waitForURL(/\/start/);
        await page.goto(world.url(tenant, '/profiel'));
        await page.locator('main a[href="/profiel/wachtwoord"]').click();
        assert.deepEqual(await axeFindings(page), []);
        seen = sent();
        await button(page, 'Stuur mij de code').click();
        const sms = await until('the SMS', () => world.sms().filter((m) => m.to === person.phone)[seen]);
        await page.getByLabel('Code', { exact: true }).fill(/\b(\d{6})\b/.exec(sms.text)[1]);
        await button(page, 'Code controleren').click();
        await page.waitForURL(/\/profiel\/wachtwoord/);
        await page.getByLabel('Uw wachtwoord van nu').fill(person.password);
        await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill('kort');
        await page.getByLabel('Nieuw wachtwoord nog een keer', { exact: true }).fill('kort');
        await button(page, 'Wachtwoord wijzigen').click();
        await page.getByRole('alert').getByText('te kort').waitFor();
        assert.deepEqual(await axeFindings(page), []);
        assert.equal(await overflow(page), 0);
        await shot(page, `reset-${tenant}-wijzigen`);
        await page.getByLabel('Uw wachtwoord van nu').fill(person.password);
        await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(NEW);
        await page.getByLabel('Nieuw wachtwoord nog een keer', { exact: true }).fill(NEW);
        await button(page, 'Wachtwoord wijzigen').click();
        await page.getByRole('heading', { name: 'Uw wachtwoord is gewijzigd' }).waitFor();
        assert.deepEqual(complaints.filter((c) => !c.includes('status of 422')), [], 'but for the page that was refused');
        await close();
    });
});

// The clock of the portal goes on; afterwards it is today again for whoever comes next.
if (world.tenants.includes('svrz'))
    describe('SVRZ: a password ends', () => {
        const tenant = 'svrz';
        const DAY_S = 24 * 3600;
        const arrive = async (page, person, password) => {
            const seen = world.sms().filter((m) => m.to === person.phone).length;
            await page.goto(world.url(tenant, '/inloggen'));
            await signIn(page, tenant, person, password);
            await page.waitForURL(/\/(verificatie|nieuw-wachtwoord|start)/);
            return { asked: page.url().includes('/verificatie'), give: () => giveCode(page, person, seen) };
        };
        const leave = async (page) => {
            await page.goto(world.url(tenant, '/uitloggen'));
            await button(page, 'Uitloggen').last().click();
        };
        const choose = async (page, password) => {
            await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(password);
            await page.getByLabel('Nieuw wachtwoord nog een keer', { exact: true }).fill(password);
            await button(page, 'Wachtwoord opslaan').click();
            await page.waitForURL(/\/start/);
        };
        for (const [sentence, days, words] of [
            ['Als meer dan 90 dagen niet bent ingelogd, want dan is uw wachtwoord verlopen', [90], 'Uw wachtwoord is verlopen.'],
            ['Als u uw wachtwoord verandert. Dit moet standaard na 90 dagen', [60, 30], 'Uw wachtwoord is verlopen.'],
        ])
            test(`"${sentence}": a code by SMS, a new password, and in`, async () => {
                const person = await makeLogin(world, tenant, 'Verloper');
                const { page, complaints, close } = await visitor(browser, { width: 320, axe: true });
                const ahead = readFileSync(path.join(world.dir, 'clock'), 'utf8').trim();
                try {
                    await (await arrive(page, person, person.password)).give();
                    await page.waitForURL(/\/start/);
                    await leave(page);
                    for (const [i, pause] of days.entries()) {
                        world.advanceClock(pause * DAY_S);
                        const { asked, give } = await arrive(page, person, person.password);
                        if (i < days.length - 1) {
                            assert.ok(!asked && page.url().includes('/start'), 'in between nothing is asked');
                            await leave(page);
                            continue;
                        }
                        assert.ok(asked, 'a code comes first');
                        await look(page, tenant, `verlopen-code-${pause}`);
                        await give();
                    }
                    await page.waitForURL(/\/nieuw-wachtwoord/);
                    await page.getByText(words).first().waitFor();
                    await look(page, tenant, `verlopen-${days.length}`);
                    await choose(page, NEW);
                    await leave(page);
                    // The new one is good, on this device without a code; the old one is not.
                    await page.goto(world.url(tenant, '/inloggen'));
                    await signIn(page, tenant, person, person.password);
                    await page.getByText('Inloggen is niet gelukt').waitFor();
                    assert.equal((await arrive(page, person, NEW)).asked, false);
                    await page.waitForURL(/\/start/);
                } finally {
                    world.shiftClock(Number(ahead));
                    await close();
                }
                assert.deepEqual(complaints, []);
            });
    });

// The eye that stays open, and the one that is held.
for (const tenant of ['debeyart', 'treant'].filter((t) => world.tenants.includes(t)))
    test(`${tenant}: a typed password is shown by keyboard too`, async () => {
        const { page, close } = await visitor(browser);
        await page.goto(world.url(tenant, '/inloggen'));
        const field = page.getByLabel('Wachtwoord', { exact: true });
        await field.fill('zichtbaar');
        await field.press('Tab');
        const type = () => field.getAttribute('type');
        await page.keyboard.down('Space');
        const held = await type();
        await page.keyboard.up('Space');
        if (tenant === 'treant') assert.deepEqual([held, await type()], ['text', 'password'], 'while it is held');
        else {
            assert.equal(await type(), 'text');
            await page.keyboard.press('Enter');
            assert.equal(await type(), 'password');
        }
        await close();
    });
