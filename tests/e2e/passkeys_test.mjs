// A passkey in place of password and SMS, with Chromium's own virtual authenticator.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, launch, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
const tenant = 'zuyderland';
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// A phone that knows its owner's finger.
async function authenticator(context, page) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
    return { knows: (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }) };
}

test('makes a passkey after a code, signs in with it without password and SMS, removes it and can no longer', async () => {
    const { context, page, complaints, close } = await visitor(browser, { width: 320, axe: true });
    const phone = await authenticator(context, page);
    await signIn(world, page, tenant);
    const seen = world.sms(tenant).length;

    await page.goto(world.url(tenant, '/profiel/passkeys'));
    assert.deepEqual(await axeFindings(page), [], 'the list without passkeys');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.getByLabel('Code', { exact: true }).fill(await world.code(tenant, seen));
    await page.getByRole('button', { name: 'Code controleren' }).click();
    assert.deepEqual(await axeFindings(page), [], 'making one');
    await shot(page, 'passkey-320-make');
    await page.getByLabel('Naam van het apparaat').fill('Telefoon van Anna');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.getByText('De passkey is gemaakt').waitFor();
    assert.deepEqual(await axeFindings(page), [], 'the list with one');
    await shot(page, 'passkey-320-list');

    await page.goto(world.url(tenant, '/uitloggen'));
    await page.getByRole('button', { name: 'Uitloggen' }).last().click();
    const texts = world.sms(tenant).length;
    await page.goto(world.url(tenant, '/inloggen?terug=/dossier/tijdslijn'));
    await page.getByRole('link', { name: 'Inloggen met een passkey' }).click();
    assert.deepEqual(await axeFindings(page), [], 'signing in');
    await shot(page, 'passkey-320-sign-in');
    // Without the right finger nothing happens but words.
    await phone.knows(false);
    await page.getByRole('button', { name: 'Gebruik uw passkey' }).click();
    await page.getByText('De passkey is niet gebruikt').waitFor();
    await phone.knows(true);
    await page.getByRole('button', { name: 'Gebruik uw passkey' }).click();
    await page.waitForURL('**/dossier/tijdslijn');
    assert.equal(world.sms(tenant).length, texts, 'no code was sent');

    await page.goto(world.url(tenant, '/profiel/passkeys'));
    await page.getByRole('button', { name: /Verwijderen/ }).click();
    await page.getByText('De passkey is verwijderd').waitFor();
    await page.goto(world.url(tenant, '/uitloggen'));
    await page.getByRole('button', { name: 'Uitloggen' }).last().click();
    await page.goto(world.url(tenant, '/inloggen'));
    await page.getByRole('link', { name: 'Inloggen met een passkey' }).click();
    await page.getByRole('button', { name: 'Gebruik uw passkey' }).click();
    await page.getByText('Deze passkey werkt hier niet').waitFor();
    assert.deepEqual(complaints, []);
    await close();
});

test('an organisation without passkeys offers none, and leads their address to the login page', async () => {
    const { page, close } = await visitor(browser);
    await page.goto(world.url('treant', '/inloggen'));
    assert.equal(await page.getByRole('link', { name: /passkey/ }).count(), 0);
    await page.goto(world.url('treant', '/inloggen/passkey'));
    assert.match(page.url(), /\/inloggen$/);
    await close();
});

test('without JavaScript the page says what is needed, and leads back to the password', async () => {
    const { page, close } = await visitor(browser, { javaScript: false });
    await page.goto(world.url(tenant, '/inloggen'));
    await page.getByRole('link', { name: 'Inloggen met een passkey' }).click();
    await page.getByText('Een passkey werkt alleen als JavaScript aan staat').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Gebruik uw passkey' }).count(), 0);
    await page.getByRole('link', { name: 'Terug naar inloggen' }).click();
    assert.match(page.url(), /\/inloggen$/);
    await close();
});
