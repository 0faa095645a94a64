// A family member changes their number, forgets a device, and comes in without their telephone.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { makeLogin, portalNow } from '../isolation/people.mjs';
import { sharedWorld, until } from '../harness/world.mjs';
import { axeFindings, launch, overflow, shot, visitor } from './browser.mjs';

const world = await sharedWorld();
const tenant = world.tenants.find((t) => t === 'zuyderland') ?? world.tenants[0];
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const smsTo = (phone) => world.sms(tenant).filter((m) => m.to === phone);
const nextCode = async (phone, seen) => /\b(\d{6})\b/.exec((await until('the SMS', () => smsTo(phone)[seen])).text)[1];

function appCode(shown) {
    const bits = [...shown.replaceAll(' ', '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(portalNow(world)) / 30_000)));
    const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(counter).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}
async function toCode(page, person) {
    await page.goto(world.url(tenant, '/inloggen'));
    await page.getByLabel('Gebruikersnaam').fill(person.login);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    await page.waitForURL(/verificatie/);
}
async function signIn(page, person) {
    const seen = smsTo(person.phone).length;
    await toCode(page, person);
    await giveCode(page, await nextCode(person.phone, seen));
    await page.waitForURL(/\/start/);
}
async function giveCode(page, code) {
    await page.getByLabel(/^Code/).first().fill(code);
    await page.getByRole('button', { name: 'Code controleren' }).click();
}
// Every page of the way at both widths, by eye (shots) and by axe.
async function look(page, name) {
    for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual([width === 320 ? await axeFindings(page) : [], await overflow(page)], [[], 0], `${name} at ${width}`);
        assert.equal(await page.locator('h1').count(), 1, name);
        await shot(page, `account-${name}-${width}`);
    }
}

test('a new mobile number, proven at the old and the new one; then a device is forgotten', async () => {
    const person = await makeLogin(world, tenant, 'Nummer');
    const { page, complaints, close } = await visitor(browser, { axe: true });
    await signIn(page, person);
    await page.goto(world.url(tenant, '/profiel'));
    await look(page, 'profile');
    await page.getByRole('link', { name: /Wijzigen van mijn mobiele nummer/ }).click();
    await look(page, 'mobile');
    await page.getByLabel('Nieuw mobiel nummer').fill('12');
    await page.getByRole('button', { name: 'Verder' }).click();
    await look(page, 'mobile-wrong');
    const phone = `+3163${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    await page.getByLabel('Nieuw mobiel nummer').fill(phone.replace('+31', '0031 (0)'));
    await page.getByLabel('Uw wachtwoord', { exact: true }).fill(person.password);
    const seen = smsTo(person.phone).length;
    await page.getByRole('button', { name: 'Verder' }).click();
    await look(page, 'confirm');
    await giveCode(page, await nextCode(person.phone, seen));
    await look(page, 'new-number');
    await giveCode(page, await nextCode(phone, 0));
    await page.getByText('Uw mobiele nummer is gewijzigd').waitFor();
    await look(page, 'changed');
    await page.goto(world.url(tenant, '/profiel/email'));
    await look(page, 'email');
    // The browser notes the status of the page that refuses a number.
    assert.deepEqual(complaints.filter((c) => !/status of 422/.test(c)), []);
    await close();

    const again = await visitor(browser, { axe: true });
    world.advanceClock(11 * 60);
    await signIn(again.page, { ...person, phone });
    await again.page.goto(world.url(tenant, '/profiel'));
    await again.page.getByRole('button', { name: 'Vergeet dit apparaat' }).click();
    await again.page.getByText('Het apparaat is vergeten').waitFor();
    await again.page.goto(world.url(tenant, '/uitloggen'));
    await again.page.getByRole('button', { name: 'Uitloggen' }).last().click();
    world.advanceClock(11 * 60);
    await toCode(again.page, person);
    assert.deepEqual(again.complaints, []);
    await again.close();
});

test('codes on paper let in whoever has no telephone, without JavaScript too', async () => {
    const person = await makeLogin(world, tenant, 'Papier');
    const { page, complaints, close } = await visitor(browser, { axe: true });
    await signIn(page, person);
    await page.goto(world.url(tenant, '/profiel/codes'));
    await look(page, 'codes');
    const seen = smsTo(person.phone).length;
    await page.getByRole('button', { name: 'Tien nieuwe codes maken' }).click();
    await giveCode(page, await nextCode(person.phone, seen));
    await look(page, 'codes-proven');
    await page.getByRole('button', { name: 'Tien nieuwe codes maken' }).click();
    await look(page, 'codes-paper');
    const [code] = (await page.locator('main').innerText()).match(/\d{5}-\d{5}/);
    await page.goto(world.url(tenant, '/profiel'));
    await look(page, 'profile-codes');
    assert.deepEqual(complaints, []);
    await close();

    const bare = await visitor(browser, { javaScript: false, width: 320 });
    world.advanceClock(11 * 60);
    await toCode(bare.page, person);
    await bare.page.getByText('Ik kan mijn telefoon niet gebruiken').click();
    await bare.page.getByLabel('Code van papier').fill(code);
    await shot(bare.page, 'account-paper-320');
    await bare.page.getByRole('button', { name: 'Deze code gebruiken' }).click();
    await bare.page.waitForURL(/\/start/);
    assert.deepEqual(bare.complaints, []);
    await bare.close();
});

test('an app gives the codes in place of the SMS', async () => {
    const person = await makeLogin(world, tenant, 'App');
    const { page, complaints, close } = await visitor(browser, { axe: true });
    await signIn(page, person);
    await page.goto(world.url(tenant, '/profiel/codes'));
    const seen = smsTo(person.phone).length;
    await page.getByRole('button', { name: 'Een app gebruiken' }).click();
    await giveCode(page, await nextCode(person.phone, seen));
    await look(page, 'app');
    const secret = /[A-Z2-7]{4}( [A-Z2-7]{4}){7}/.exec(await page.locator('main').innerText())[0];
    await page.getByLabel('Code uit de app').fill(appCode(secret));
    await page.getByRole('button', { name: 'App gebruiken' }).click();
    await page.getByText('Uw app geeft nu de codes').waitFor();
    await look(page, 'app-on');
    assert.deepEqual(complaints, []);
    await close();

    const next = await visitor(browser, { axe: true });
    world.advanceClock(60);
    await toCode(next.page, person);
    await look(next.page, 'sign-in-app');
    await giveCode(next.page, appCode(secret));
    await next.page.waitForURL(/\/start/);
    assert.equal(smsTo(person.phone).length, seen + 1, 'no SMS any more');
    assert.deepEqual(next.complaints, []);
    await next.close();
});
