// People get an account as their organisation's document says: by an invitation on a phone, and by registering.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { axeFindings, launch, overflow, shot, visitor } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const PASSWORD = 'vliegtuig kaasplank oever';
// Of this run only: a world may have been walked before.
const run = String(Date.now());
let last = 10;
const number = () => `06 1${run.slice(-7, -6)} ${run.slice(-6, -4)} ${run.slice(-4, -2)} ${(last += 1)}`;
const mailTo = (tenant, address) => world.mail(tenant).filter((m) => m.to === address);
const mailAfter = (tenant, address, seen) => until(`a mail to ${address}`, () => mailTo(tenant, address)[seen]);
const codeIn = (message) => /\b(\d{6})\b/.exec(message.text)[1];

// What a page must be for everybody; with its picture.
async function look(page, name) {
    assert.deepEqual(await axeFindings(page), [], `${name} ${page.url()}`);
    assert.equal(await overflow(page), 0, `${name}: sticks out at ${page.viewportSize().width} px`);
    assert.equal(await page.locator('h1').count(), 1, `${name} has one h1`);
    await shot(page, `enrolment-${name}`);
}
const press = (page, button) => page.getByRole('button', { name: button, exact: true }).click();

async function choosePassword(page, seen = async () => {}) {
    await page.getByLabel('Wachtwoord', { exact: true }).fill('welkom');
    await page.getByLabel('Wachtwoord nog een keer').fill('welkom');
    await press(page, 'Verder');
    await page.getByText('te kort').first().waitFor();
    await seen('password-fault');
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Wachtwoord nog een keer').fill(PASSWORD);
    await press(page, 'Verder');
    await page.getByLabel('Mobiel nummer').waitFor();
}

async function proveNumber(page, tenant, typed, seen = async () => {}) {
    await page.getByLabel('Mobiel nummer').fill('020 123 4567');
    await press(page, 'Stuur een code');
    await page.getByText('geen sms krijgen').first().waitFor();
    await seen('number-fault');
    const before_sms = world.sms(tenant).length;
    await page.getByLabel('Mobiel nummer').fill(typed.replaceAll(' ', '-'));
    await press(page, 'Stuur een code');
    await page.getByLabel('Code', { exact: true }).waitFor();
    assert.ok((await page.locator('main').innerText()).includes(typed), `the number is shown as people write it: ${typed}`);
    await seen('sms-code');
    await page.getByLabel('Code', { exact: true }).fill(await world.code(tenant, before_sms));
    await press(page, 'Code controleren');
}

async function invite(tenant, address, role = 'contact') {
    const seen = mailTo(tenant, address).length;
    await world.ctl('account', 'invite', tenant, '--client', 'C0002', '--email', address, '--given-name', 'Bram', '--prefix', 'van', '--family-name', 'Dam', '--role', role, '--rights', 'dossier,messages');
    const mail = await mailAfter(tenant, address, seen);
    const link = /https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0];
    assert.ok(link.startsWith(world.url(tenant, '/uitnodiging/')), 'the link leads to the organisation itself');
    assert.ok(mail.html.includes(link));
    return link;
}

// Signs in again on the same device: the number that was proven was the first login's code.
async function signInAgain(page, tenant, login) {
    await page.goto(world.url(tenant, '/uitloggen'));
    await page.getByRole('button', { name: 'Uitloggen' }).last().click();
    const sent = world.sms(tenant).length;
    await page.goto(world.url(tenant, '/inloggen'));
    await page.getByLabel('Gebruikersnaam').fill(login);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    const who = page.getByLabel('Ik ben de vertegenwoordiger');
    if (await who.count()) await who.check();
    await press(page, 'Inloggen');
    await page.waitForURL(/\/start/);
    assert.equal(world.sms(tenant).length, sent, 'no second code for the first login');
}

for (const tenant of world.tenants.filter((t) => t !== 'hetspectrum')) {
    // One on a phone with axe at every step, one without scripts, the others plainly.
    const phone = tenant === 'zuyderland';
    describe(tenant, () => {
        test('an invited person opens the mail, chooses a password, proves a number and is in', async () => {
            const { page, complaints, close } = await visitor(browser, { width: phone ? 320 : 1280, axe: phone, javaScript: tenant !== 'svrz' });
            const seen = phone ? (name) => look(page, name) : async () => {};
            const address = `bram.${run}@example.nl`;
            const link = await invite(tenant, address);
            await page.goto(link);
            assert.ok(!page.url().includes(link.split('/').pop()), 'the secret is out of the address at once');
            await seen('password');
            await choosePassword(page, seen);
            await proveNumber(page, tenant, number(), seen);
            await page.getByRole('heading', { name: 'Uw account is klaar' }).waitFor();
            await seen('ready');
            const login = await page.locator('main strong').innerText();
            await page.getByRole('link', { name: 'Naar het portaal' }).click();
            await page.waitForURL(/\/start/);
            await signInAgain(page, tenant, login);
            assert.equal((await page.goto(link)).status(), 410);
            await seen('link-used');
            assert.deepEqual(complaints.filter((c) => !/status of (410|422)/.test(c)), []);
            await close();
        });
    });
}

if (world.tenants.includes('hetspectrum')) {
    describe('hetspectrum', () => {
        const tenant = 'hetspectrum';
        test('a representative registers with the address that the organisation knows, and shares the client’s account', async () => {
            const address = `familie.${run}@example.nl`;
            await world.sql(tenant, `UPDATE client SET email = '${address}' WHERE id = (SELECT c.id FROM client c WHERE NOT EXISTS (SELECT FROM access x WHERE x.client_id = c.id) LIMIT 1)`);
            const { page, complaints, close } = await visitor(browser, { width: 320, axe: true });
            const seen = (name) => look(page, `hetspectrum-${name}`);
            await page.goto(world.url(tenant, '/inloggen'));
            await seen('login');
            await page.getByRole('link', { name: 'Nog geen account? Registreer u' }).click();
            await page.getByLabel('E-mailadres').fill(address);
            await seen('register');
            const before_mail = mailTo(tenant, address).length;
            await press(page, 'Stuur een code');
            await page.getByLabel('Code', { exact: true }).waitFor();
            await seen('mail-code');
            const first = codeIn(await mailAfter(tenant, address, before_mail));
            // The button of the document, with its wait.
            world.advanceClock(31);
            await press(page, 'Geen e-mail ontvangen');
            await page.getByText('Er is een nieuwe code gestuurd').waitFor();
            await seen('mail-code-again');
            const second = codeIn(await mailAfter(tenant, address, before_mail + 1));
            if (first !== second) {
                await page.getByLabel('Code', { exact: true }).fill(first);
                await press(page, 'Code controleren');
                await page.getByText('De code klopt niet').first().waitFor();
                await seen('mail-code-wrong');
            }
            await page.getByLabel('Code', { exact: true }).fill(second);
            await press(page, 'Code controleren');
            await page.getByLabel('Wachtwoord', { exact: true }).waitFor();
            await seen('password');
            await choosePassword(page);
            await proveNumber(page, tenant, number());
            await press(page, 'Account maken');
            await page.getByText('Zet een vinkje').first().waitFor();
            await seen('rules-missing');
            await page.getByLabel('Ik ga akkoord met deze regels').check();
            await page.getByLabel('Ik ben de vertegenwoordiger').check();
            await press(page, 'Account maken');
            await page.getByRole('heading', { name: 'Uw account is klaar' }).waitFor();
            const kept = await world.sql(tenant, `SELECT terms_version, terms_accepted_at IS NOT NULL FROM account WHERE email = '${address}'`);
            assert.deepEqual(kept, [['1', 't']]);
            await signInAgain(page, tenant, address);
            assert.deepEqual(complaints.filter((c) => !/status of (410|422)/.test(c)), []);
            await close();
        });
    });
}
