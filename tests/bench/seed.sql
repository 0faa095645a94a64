-- What the timeline page needs at one tenant: :clients clients with 2,000 reports, 24 weights and 4 questionnaires each, and for
-- every client an account with a session. Account i may see the clients i and i + 1. The cookie of session i is 'bench-i' padded
-- with x to 43 characters. psql variables: clients, now.
BEGIN;
CREATE TEMP TABLE words (n integer PRIMARY KEY, body text);
INSERT INTO words
SELECT n, concat_ws(' ',
    (ARRAY['Mevrouw is om half acht opgestaan en heeft zich met weinig hulp gewassen en aangekleed.',
           'De nacht verliep rustig, mevrouw heeft goed geslapen en is één keer naar het toilet geweest.',
           'Mevrouw wilde vandaag wat langer in bed blijven liggen en dat hebben we zo afgesproken.'])[1 + n % 3],
    (ARRAY['Bij het ontbijt heeft zij twee boterhammen gegeten en een kop thee gedronken.',
           'Het eten smaakte haar goed; zij vroeg om een tweede kop soep & een stukje brood.',
           'Zij at weinig, wij houden het gewicht in de gaten en wegen haar woensdag weer.',
           'De fysiotherapeut heeft met haar geoefend: opstaan, lopen met de rollator, en gaan zitten.'])[1 + n % 4],
    (ARRAY['''s Middags kwam haar dochter op bezoek, samen hebben zij in de tuin gezeten.',
           'Zij heeft meegedaan met zingen in de huiskamer en vertelde over vroeger.',
           'Na het rusten was zij wat in de war; rustig praten en een foto van thuis hielpen.',
           'Wij hebben het zorgplan doorgenomen en zij vindt de afspraken over wandelen prettig.',
           'De huid bij de hiel is weer mooi dicht, de zalf is niet meer nodig.'])[1 + n % 5])
  FROM generate_series(0, 59) AS n;

INSERT INTO freshness (kind, run_id, updated_at)
SELECT kind, gen_random_uuid(), :'now'::timestamptz - interval '1 hour'
  FROM unnest(ARRAY['client', 'report', 'measurement', 'questionnaire', 'care_plan', 'appointment', 'message']) AS kind
    ON CONFLICT DO NOTHING;
-- Synchronised a moment ago, so that no run starts while something is measured.
INSERT INTO run (id, schedule_name, due_at, trigger_kind, kinds, state, node, claimed_at, started_at, finished_at)
VALUES (gen_random_uuid(), 'all', :'now', 'schedule', '{report}', 'succeeded', 'bench', :'now', :'now', :'now');
INSERT INTO client (source_id, source_version, form_of_address, initials, family_name, run_id, created_at, updated_at)
SELECT 'BENCH' || i, '1', 'mevrouw', 'B.', 'Proef ' || i, gen_random_uuid(), :'now', :'now'
  FROM generate_series(1, :clients) AS i;
INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, title, body, author_name, author_role,
                    happened_at, run_id, created_at, updated_at)
SELECT 'BR' || c.source_id || '-' || i, '1', c.id, 'daily', 'Dagrapportage', 'Rapportage van de dag', w.body, 'Marga de Vries',
       'verzorgende', :'now'::timestamptz - i * interval '8 hours' - interval '10 minutes', gen_random_uuid(), :'now', :'now'
  FROM client c, generate_series(1, 2000) AS i JOIN words w ON w.n = i % 60 WHERE c.source_id LIKE 'BENCH%'
 ORDER BY i, c.id;
INSERT INTO appointment (source_id, source_version, client_id, kind, title, place, with_name, with_role, starts_at, ends_at, run_id,
                         created_at, updated_at)
SELECT 'BA' || c.source_id || '-' || i, '1', c.id, CASE i % 3 WHEN 0 THEN 'own' WHEN 1 THEN 'care' ELSE 'therapy' END,
       'Afspraak ' || i, 'Kamer 14', 'Tom Willems', 'fysiotherapeut', s.starts_at, s.starts_at + interval '45 minutes',
       gen_random_uuid(), :'now', :'now'
  FROM client c, generate_series(1, 600) AS i
 CROSS JOIN LATERAL (SELECT date_trunc('hour', :'now'::timestamptz) + (i - 400) * interval '22 hours' AS starts_at) AS s
 WHERE c.source_id LIKE 'BENCH%';
INSERT INTO measurement (source_id, source_version, client_id, kind_code, label, value, unit, author_name, taken_at, run_id,
                         created_at, updated_at)
SELECT 'BM' || c.source_id || '-' || i, '1', c.id, 'weight', 'Gewicht', 61.5 + i % 4, 'kg', 'Els Bakker',
       :'now'::timestamptz - i * interval '30 days', gen_random_uuid(), :'now', :'now'
  FROM client c, generate_series(1, 24) AS i WHERE c.source_id LIKE 'BENCH%';
INSERT INTO questionnaire (source_id, source_version, client_id, title, score, author_name, filled_at, run_id, created_at, updated_at)
SELECT 'BQ' || c.source_id || '-' || i, '1', c.id, 'Hoe eet en drinkt mevrouw?', '7', 'Els Bakker',
       :'now'::timestamptz - i * interval '170 days', gen_random_uuid(), :'now', :'now'
  FROM client c, generate_series(1, 4) AS i WHERE c.source_id LIKE 'BENCH%';
INSERT INTO account (login_name, given_name, family_name, password_state, terms_version, created_at, updated_at)
SELECT 'bench' || i, 'Anna', 'Proef ' || i, 'valid', '1', :'now', :'now' FROM generate_series(1, :clients) AS i;
INSERT INTO access (account_id, client_id, role, right_messages, right_appointments, right_dossier, right_details, right_settings,
                    created_at, updated_at)
SELECT DISTINCT a.id, c.id, 'portal_manager', true, true, true, true, true, :'now'::timestamptz, :'now'::timestamptz
  FROM generate_series(1, :clients) AS i
  JOIN account a ON a.login_name = 'bench' || i
  JOIN client c ON c.source_id IN ('BENCH' || i, 'BENCH' || (i % :clients + 1));
-- Each client has 60 conversations for the circle with 20 messages, and the one that W1 opens with 200.
INSERT INTO conversation (id, client_id, source_id, subject, with_staff, for_circle, last_message_at, created_at)
SELECT CASE WHEN g = 1 THEN ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid ELSE gen_random_uuid() END, c.id,
       'BG' || i || '-' || g, 'Hoe gaat het met eten?', true, true, :'now'::timestamptz - g * interval '5 hours', :'now'
  FROM generate_series(1, :clients) AS i JOIN client c ON c.source_id = 'BENCH' || i, generate_series(1, 60) AS g;
INSERT INTO message (source_id, client_id, conversation_id, author_name, author_role, author_is_staff, body, sent_at, run_id, created_at, updated_at)
SELECT v.source_id || '-' || m, v.client_id, v.id, 'Marga de Vries', 'verzorgende', true, w.body, v.last_message_at - m * interval '3 hours',
       gen_random_uuid(), :'now', :'now'
  FROM conversation v, generate_series(1, 200) AS m JOIN words w ON w.n = m % 60 WHERE m <= CASE WHEN v.source_id LIKE '%-1' THEN 200 ELSE 20 END;
-- And 60 posts on the pinboard, each with two reactions.
INSERT INTO pinboard_post (source_id, source_version, client_id, author_name, body, posted_at, run_id, created_at, updated_at)
SELECT 'BP' || c.source_id || '-' || i, '1', c.id, 'Joke Jansen', w.body, :'now'::timestamptz - i * interval '9 hours', gen_random_uuid(), :'now', :'now'
  FROM client c, generate_series(1, 60) AS i JOIN words w ON w.n = i % 60 WHERE c.source_id LIKE 'BENCH%';
INSERT INTO pinboard_post (source_id, source_version, client_id, in_reply_to, author_name, body, posted_at, run_id, created_at, updated_at)
SELECT p.source_id || '-' || i, '1', p.client_id, p.id, 'Piet Puk', 'Wat leuk om te lezen!', p.posted_at + i * interval '1 hour', gen_random_uuid(), :'now', :'now'
  FROM pinboard_post p, generate_series(1, 2) AS i WHERE p.source_id LIKE 'BPBENCH%';
INSERT INTO session (token_hash, account_id, state, client_id, created_at, last_seen_at, expires_at)
SELECT encode(sha256(convert_to(rpad('bench-' || i || '-', 43, 'x'), 'UTF8')), 'hex'), a.id, 'full', c.id, :'now', :'now',
       :'now'::timestamptz + interval '12 hours'
  FROM generate_series(1, :clients) AS i
  JOIN account a ON a.login_name = 'bench' || i
  JOIN client c ON c.source_id = 'BENCH' || i;
COMMIT;
ANALYZE;
