-- Where a synchronisation run puts its records before they are compared with what is there. Unlogged: their contents
-- are worth nothing after the run. One run at a time per tenant (index run_open) uses them; TRUNCATE at its start also
-- waits for what a killed run has left behind.
--
-- A staging table has a record's own columns as the adapter gave them: `client` is the client's source_id, `seq` the
-- order of arrival. Columns named like those of the target are copied into them; the rest serves to resolve ids.

CREATE UNLOGGED TABLE staging_client (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client_number text NOT NULL, form_of_address text NOT NULL, initials text NOT NULL, given_name text NOT NULL,
    prefix text NOT NULL, family_name text NOT NULL, birth_date date, home_care boolean NOT NULL, location text NOT NULL,
    email text NOT NULL, phone text NOT NULL
);
CREATE UNLOGGED TABLE staging_care_episode (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, starts_on date NOT NULL, ends_on date, kind text NOT NULL, reason text NOT NULL
);
CREATE UNLOGGED TABLE staging_report (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, kind_code text NOT NULL, kind_label text NOT NULL, title text NOT NULL, body text NOT NULL,
    author_name text NOT NULL, author_role text NOT NULL, happened_at timestamptz NOT NULL
);
CREATE UNLOGGED TABLE staging_measurement (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, kind_code text NOT NULL, label text NOT NULL, value numeric NOT NULL, value_second numeric,
    unit text NOT NULL, range_low numeric, range_high numeric, note text NOT NULL, author_name text NOT NULL,
    taken_at timestamptz NOT NULL
);
CREATE UNLOGGED TABLE staging_questionnaire (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, title text NOT NULL, score text NOT NULL, answers jsonb NOT NULL, author_name text NOT NULL,
    author_role text NOT NULL, filled_at timestamptz NOT NULL
);
CREATE UNLOGGED TABLE staging_care_plan (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, plan_id text NOT NULL, version integer NOT NULL, title text NOT NULL, status text NOT NULL,
    valid_from date NOT NULL, valid_until date, signed_at timestamptz, goals jsonb NOT NULL
);
CREATE UNLOGGED TABLE staging_appointment (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, kind text NOT NULL, title text NOT NULL, note text NOT NULL, place text NOT NULL,
    with_name text NOT NULL, with_role text NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
    visibility text NOT NULL, cancelled boolean NOT NULL
);
CREATE UNLOGGED TABLE staging_message (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, conversation text NOT NULL, subject text NOT NULL, reply_to text NOT NULL,
    author_name text NOT NULL, author_role text NOT NULL, author_is_staff boolean NOT NULL, body text NOT NULL,
    sent_at timestamptz NOT NULL
);
CREATE UNLOGGED TABLE staging_pinboard_post (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, author_name text NOT NULL, body text NOT NULL, posted_at timestamptz NOT NULL
);
CREATE UNLOGGED TABLE staging_contact (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, person_source_id text NOT NULL, form_of_address text NOT NULL, given_name text NOT NULL,
    initials text NOT NULL, prefix text NOT NULL, family_name text NOT NULL, relation text NOT NULL,
    first_contact boolean NOT NULL, legal_representative boolean NOT NULL, portal_manager boolean NOT NULL,
    locked boolean NOT NULL, email text NOT NULL, phone text NOT NULL, address text NOT NULL
);
CREATE UNLOGGED TABLE staging_care_team_member (
    seq integer NOT NULL, source_id text NOT NULL, source_version text NOT NULL, changed_at timestamptz,
    client text NOT NULL, name text NOT NULL, role text NOT NULL, phone text NOT NULL, own_carer boolean NOT NULL,
    receives_messages boolean NOT NULL
);
-- Ids the source says are gone, and ids seen in a full set.
CREATE UNLOGGED TABLE staging_removed (source_id text NOT NULL);
CREATE UNLOGGED TABLE staging_seen (source_id text NOT NULL);

-- The source's id of the person behind a contact: the same for a daughter who is a contact of both parents.
ALTER TABLE contact ADD COLUMN person_source_id text NOT NULL DEFAULT '';
-- What the adapter and its settings were in this run (SHA-256): a run that failed for its settings, or crashed too often,
-- is tried again when this changes.
ALTER TABLE run ADD COLUMN settings_hash text NOT NULL DEFAULT '';
CREATE INDEX set_aside_client ON set_aside_record ((payload ->> 'client')) WHERE reason_kind <> 'defect';
CREATE INDEX session_client ON session (client_id) WHERE client_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON
    staging_client, staging_care_episode, staging_report, staging_measurement, staging_questionnaire, staging_care_plan,
    staging_appointment, staging_message, staging_pinboard_post, staging_contact, staging_care_team_member,
    staging_removed, staging_seen TO :app;
