// What the tests of isolation put into a tenant's database: accounts with chosen rights, objects with a mark in every
// text that a page could show, and sessions without the detour of the login pages.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const quote = (text) => `'${String(text).replaceAll("'", "''")}'`;

// Now by the portal's clock, as text for SQL.
export function portalNow(world, seconds = 0) {
    const ahead_s = Number(readFileSync(path.join(world.dir, 'clock'), 'utf8'));
    return new Date(Date.now() + (ahead_s + seconds) * 1000).toISOString();
}

// A browser in which an account is signed in.
export async function sessionOf(world, tenant, account) {
    const token = randomBytes(32).toString('base64url');
    const now = quote(portalNow(world));
    await world.sql(
        tenant,
        `INSERT INTO session (token_hash, account_id, state, created_at, last_seen_at, expires_at)
         VALUES ('${sha256(token)}', '${account}', 'full', ${now}, ${now}, ${quote(portalNow(world, 12 * 3600))})`,
    );
    const client = world.client(tenant);
    client.jar.set('__Host-inzage_session', token);
    client.token = token;
    return client;
}

// A person of this tenant; words: what stands in the fields of the name.
export async function makeAccount(world, tenant, words = 'Proef') {
    const id = randomUUID();
    const now = quote(portalNow(world));
    await world.sql(
        tenant,
        `INSERT INTO account (id, login_name, given_name, family_name, phone, password_state, first_login_at, password_set_at, created_at, updated_at)
         VALUES ('${id}', 'proef.${id}', ${quote(words)}, ${quote(words)}, '+31600000000', 'valid', ${now}, ${now}, ${now}, ${now})`,
    );
    return id;
}

// Sets exactly these rights ("dossier", …), with the role of a contact unless told otherwise.
export async function setAccess(world, tenant, account, client, rights, role = 'contact') {
    const now = quote(portalNow(world));
    const names = ['messages', 'appointments', 'dossier', 'details', 'settings'];
    const flags = names.map((name) => rights.includes(name));
    await world.sql(
        tenant,
        `INSERT INTO access (account_id, client_id, role, ${names.map((n) => `right_${n}`).join(', ')}, created_at, updated_at)
         VALUES ('${account}', '${client}', '${role}', ${flags.join(', ')}, ${now}, ${now})
         ON CONFLICT (account_id, client_id) DO UPDATE SET ${names.map((n) => `right_${n} = excluded.right_${n}`).join(', ')}`,
    );
}

// A client with one of everything that a page can show, `words` in every text. Gives the ids by what they are.
export async function makeClient(world, tenant, words, member) {
    const id = Object.fromEntries(
        ['client', 'report', 'questionnaire', 'care_plan', 'measurement', 'conversation', 'message', 'appointment', 'own_appointment', 'calendar_link', 'contact', 'pinboard_post', 'others_post', 'file', 'care_team_member', 'notice', 'invitation'].map(
            (kind) => [kind, randomUUID()],
        ),
    );
    const text = quote(words);
    const code = `meting_${id.client.slice(0, 8)}`;
    const now = quote(portalNow(world));
    const [past, soon] = [quote(portalNow(world, -3600)), quote(portalNow(world, 3600))];
    const source = (kind) => `'proef-${id[kind]}', '1'`;
    const run = `'${randomUUID()}'`;
    const common = (kind) => `'${id[kind]}', ${source(kind)}, '${id.client}', ${run}, ${now}, ${now}`;
    const columns = 'id, source_id, source_version, client_id, run_id, created_at, updated_at';
    const json = (value) => `${quote(JSON.stringify(value))}::jsonb`;
    await world.sql(
        tenant,
        `INSERT INTO client (id, source_id, source_version, run_id, created_at, updated_at, client_number, form_of_address, initials, given_name, prefix, family_name, location, email, phone)
           VALUES ('${id.client}', ${source('client')}, ${run}, ${now}, ${now}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text});
         INSERT INTO report (${columns}, kind_code, kind_label, title, body, author_name, author_role, happened_at)
           VALUES (${common('report')}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${past});
         INSERT INTO measurement (${columns}, kind_code, label, value, unit, note, author_name, author_role, taken_at) VALUES
           (${common('measurement')}, '${code}', ${text}, 71.5, ${text}, ${text}, ${text}, ${text}, ${past});
         INSERT INTO measurement (${columns}, kind_code, label, value, unit, note, author_name, author_role, taken_at)
           SELECT gen_random_uuid(), source_id || '-2', '1', client_id, run_id, created_at, updated_at, kind_code, label, 72, unit, note, author_name, author_role,
                  taken_at - interval '1 day' FROM measurement WHERE id = '${id.measurement}';
         INSERT INTO questionnaire (${columns}, kind_code, title, score, answers, author_name, author_role, filled_at)
           VALUES (${common('questionnaire')}, ${text}, ${text}, ${text}, ${json([{ question: words, answer: words }])}, ${text}, ${text}, ${past});
         INSERT INTO care_plan (${columns}, plan_id, version, title, valid_from, goals, author_name, author_role)
           VALUES (${common('care_plan')}, 'plan', 1, ${text}, ${past}::date, ${json([{ area: words, wish: words, agreement: words, who: words, review_on: '2026-11-30' }])}, ${text}, ${text});
         INSERT INTO appointment (${columns}, kind, title, note, place, with_name, with_role, starts_at, ends_at)
           VALUES (${common('appointment')}, 'care', ${text}, ${text}, ${text}, ${text}, ${text}, ${soon}, ${soon});
         ${member ? `INSERT INTO appointment (id, client_id, kind, title, note, starts_at, ends_at, created_by, created_at, updated_at)
           VALUES ('${id.own_appointment}', '${id.client}', 'own', ${text}, ${text}, ${quote(portalNow(world, 86400))}, ${quote(portalNow(world, 90000))}, '${member}', ${now}, ${now});
         INSERT INTO calendar_link (id, token_hash, account_id, client_id, created_at) VALUES ('${id.calendar_link}', '${sha256(id.calendar_link)}', '${member}', '${id.client}', ${now});` : ''}
         INSERT INTO contact (${columns}, form_of_address, given_name, initials, prefix, family_name, relation, email, phone, address)
           VALUES (${common('contact')}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text}, ${text});
         INSERT INTO care_team_member (${columns}, name, role, phone) VALUES (${common('care_team_member')}, ${text}, ${text}, ${text});
         INSERT INTO pinboard_post (${columns}, author_name, body, posted_at, author_account)
           VALUES (${common('pinboard_post')}, ${text}, ${text}, ${past}, ${member ? `'${member}'` : 'NULL'});
         INSERT INTO pinboard_post (${columns}, author_name, body, posted_at) VALUES (${common('others_post')}, ${text}, ${text}, ${past});
         INSERT INTO file (id, account_id, client_id, purpose, name, content_type, bytes, thumbnail, created_at)
           VALUES ('${id.file}', ${member ? `'${member}', NULL, 'profile_photo'` : `NULL, '${id.client}', 'client_photo'`}, ${text}, 'image/png', 9, convert_to(${text}, 'UTF8'), ${now});
         INSERT INTO file_piece (file_id, number, content) VALUES ('${id.file}', 0, convert_to(${text}, 'UTF8'));
         INSERT INTO conversation (id, client_id, subject, with_staff, last_message_at, created_at)
           VALUES ('${id.conversation}', '${id.client}', ${text}, true, ${past}, ${past});
         INSERT INTO conversation_member (conversation_id, name) VALUES ('${id.conversation}', ${text});
         ${member ? `INSERT INTO conversation_member (conversation_id, account_id) VALUES ('${id.conversation}', '${member}');` : ''}
         INSERT INTO message (${columns}, conversation_id, author_name, author_role, author_is_staff, body, sent_at)
           VALUES (${common('message')}, '${id.conversation}', ${text}, ${text}, true, ${text}, ${past});
         INSERT INTO invitation (id, client_id, email, given_name, family_name, role, state, expires_at, created_at, updated_at)
           VALUES ('${id.invitation}', '${id.client}', 'proef.${id.invitation}@example.nl', ${text}, ${text}, 'contact', 'sent', ${soon}, ${past}, ${past});
         INSERT INTO notice (id, client_id, kind, object_id, created_at) VALUES ('${id.notice}', '${id.client}', 'report', '${id.report}', ${now});`,
    );
    return { ...id, measurement_kind: code };
}

// An account with all rights at a client of its own with these words everywhere.
export async function makePerson(world, tenant, words, rights = ['messages', 'appointments', 'dossier', 'details', 'settings']) {
    const account = await makeAccount(world, tenant, words);
    const ids = await makeClient(world, tenant, words, account);
    await setAccess(world, tenant, account, ids.client, rights);
    // Somebody else around the same client.
    const person = await makeAccount(world, tenant, words);
    await setAccess(world, tenant, person, ids.client, []);
    return { account, ids: { ...ids, person } };
}

// A page without what differs at every answer: form tokens, challenges of passkeys, the minute, and the ids asked for.
export function withoutNoise(answer, ...ids) {
    let body = answer.body.replace(/name="(csrf|vraag|nummer|sleutel)" value="[^"]*"/g, 'name="$1"').replace(/^DTSTAMP:\w+/gm, 'DTSTAMP').replace(/data-challenge="[^"]*"/g, 'data-challenge');
    for (const id of ids) body = body.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID');
    return body.replace(/\b\d{1,2}\.\d{2} uur/g, 'TIME').replace(/agenda-koppeling\/[\w-]{43}|koppelen\/[\da-f-]{36}/g, 'KEY');
}

// The token that forms of this visitor carry.
export async function formToken(client, page = '/start') {
    const answer = await client.open(page);
    return /name="csrf" value="([^"]*)"/.exec(answer.body)?.[1] ?? '';
}

// A person who can sign in by the pages, with a telephone of their own and the password of the demo accounts.
export async function makeLogin(world, tenant, words = 'Inlogger') {
    const { account, ids } = await makePerson(world, tenant, words);
    const phone = `+3161${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    const { login, password } = world.login(tenant);
    await world.sql(
        tenant,
        `UPDATE account SET phone = '${phone}', email = 'proef.${account}@example.nl', last_login_at = first_login_at,
                password_hash = (SELECT k.password_hash FROM account k WHERE k.login_name = '${login}') WHERE id = '${account}'`,
    );
    return { account, ids, phone, login: `proef.${account}`, password, email: `proef.${account}@example.nl` };
}
