-- What a reporting database looks like: tables of a register with types of their own, and views for the portal. Run by
-- reporting.sh after the demo export was copied into the schema import; the account's name stands for the word :reader.
CREATE SCHEMA register;
CREATE SCHEMA portal;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE TABLE register.client AS
SELECT source_id::varchar(40), changed_at::timestamptz, client_number, form_of_address, given_name, initials, prefix, family_name,
       birth_date::date, home_care::boolean, location, ward, email, phone
  FROM import.client;
CREATE TABLE register.care_episode AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, starts_on::date, ends_on::date, kind, reason FROM import.care_episode;
CREATE TABLE register.report AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, kind_code, kind_label, title, body, author_name, author_role,
       happened_at::timestamptz, withdrawn::boolean
  FROM import.report;
CREATE TABLE register.measurement AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, kind_code::char(20), kind_label, value::numeric, value2::numeric, unit,
       low::numeric, high::numeric, taken_at::timestamptz, author_name, note
  FROM import.measurement;
CREATE TABLE register.questionnaire AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, title, filled_at::timestamptz, author_name, author_role, score::numeric,
       question, answer, row_no
  FROM import.questionnaire;
CREATE TABLE register.care_plan AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, plan, version::int, title, valid_from::date, valid_until::date, status,
       signed_at::timestamptz, area, wish, agreement, who, review_on::date, row_no
  FROM import.care_plan;
-- As many registers keep them: by the clock on the wall, without zone.
CREATE TABLE register.appointment AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, title, starts_at::timestamptz AT TIME ZONE 'Europe/Amsterdam' AS starts_at,
       ends_at::timestamptz AT TIME ZONE 'Europe/Amsterdam' AS ends_at, place, with_name, with_role, kind, visibility,
       cancelled::boolean, note
  FROM import.appointment;
CREATE TABLE register.message AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, conversation, subject, author_name, author_role,
       author_is_staff::boolean, sent_at::timestamptz, body, in_reply_to
  FROM import.message;
CREATE TABLE register.pinboard_post AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, author_name, posted_at::timestamptz, body FROM import.pinboard_post;
CREATE TABLE register.contact AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, person, form_of_address, given_name, initials, prefix, family_name, relation,
       portal_manager::boolean, legal_representative::boolean, first_contact::boolean, email, phone, address, locked::boolean
  FROM import.contact;
CREATE TABLE register.care_team_member AS
SELECT source_id::varchar(40), changed_at::timestamptz, client, name, role, is_own_carer::boolean, receives_messages::boolean, phone
  FROM import.care_team_member;
-- Who is gone from the register stays here for a while.
CREATE TABLE register.removed (kind text, source_id varchar(40), removed_at timestamptz);
DROP SCHEMA import CASCADE;

-- A view for each table, under the table's name; what changed is found by an index.
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'register' LOOP
        EXECUTE format('CREATE VIEW portal.%I AS SELECT * FROM register.%I', name, name);
        IF name <> 'removed' THEN
            EXECUTE format('CREATE INDEX ON register.%I (changed_at, source_id)', name);
        END IF;
    END LOOP;
END $$;
ANALYZE;

GRANT USAGE ON SCHEMA portal TO :reader;
GRANT SELECT ON ALL TABLES IN SCHEMA portal TO :reader;
