-- Clients and what the care-record system says about them. The care-record system is the source of truth: these
-- tables mirror it. Every mirrored row carries source_id (its id over there), source_version (opaque, compared as
-- text) and run_id (the run that last changed it). Times are UTC. Ids in URLs are random UUIDs (122 bits).

CREATE TABLE run (
    id             uuid PRIMARY KEY,
    schedule_name  text NOT NULL,
    due_at         timestamptz NOT NULL,
    trigger_kind   text NOT NULL CHECK (trigger_kind IN ('schedule', 'operator', 'catch_up')),
    kinds          text[] NOT NULL,
    full_sweep     boolean NOT NULL DEFAULT false,
    state          text NOT NULL CHECK (state IN ('claimed', 'running', 'succeeded', 'failed', 'abandoned')),
    node           text NOT NULL,
    claimed_at     timestamptz NOT NULL,
    started_at     timestamptz,
    finished_at    timestamptz,
    failure_kind   text CHECK (failure_kind IN ('config', 'transient', 'defect', 'refused', 'in_doubt')),
    failure_what   text,
    records_new       bigint NOT NULL DEFAULT 0,
    records_changed   bigint NOT NULL DEFAULT 0,
    records_unchanged bigint NOT NULL DEFAULT 0,
    records_removed   bigint NOT NULL DEFAULT 0,
    records_set_aside bigint NOT NULL DEFAULT 0,
    adapter        text NOT NULL DEFAULT '',
    adapter_words  text NOT NULL DEFAULT ''
);
-- One due moment of one schedule is one run, however many nodes see it.
CREATE UNIQUE INDEX run_due ON run (schedule_name, due_at) WHERE trigger_kind <> 'operator';
-- One run at a time per tenant.
CREATE UNIQUE INDEX run_open ON run ((true)) WHERE state IN ('claimed', 'running');
CREATE INDEX run_recent ON run (finished_at DESC) WHERE state = 'succeeded';
CREATE INDEX run_claimed ON run (claimed_at DESC);

-- The adapter's place in the source, per schedule; written in the transaction that writes the rows.
CREATE TABLE cursor (
    name       text PRIMARY KEY,
    value      text NOT NULL,
    run_id     uuid NOT NULL,
    updated_at timestamptz NOT NULL
);

-- When each record kind was last brought up to date: what the screens call "bijgewerkt".
CREATE TABLE freshness (
    kind       text PRIMARY KEY,
    run_id     uuid NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE client (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id       text NOT NULL UNIQUE,
    source_version  text NOT NULL,
    changed_at      timestamptz,
    client_number   text NOT NULL DEFAULT '',
    form_of_address text NOT NULL DEFAULT '',
    initials        text NOT NULL DEFAULT '',
    given_name      text NOT NULL DEFAULT '',
    prefix          text NOT NULL DEFAULT '',
    family_name     text NOT NULL,
    birth_date      date,
    home_care       boolean NOT NULL DEFAULT false,
    location        text NOT NULL DEFAULT '',
    email           text NOT NULL DEFAULT '',
    phone           text NOT NULL DEFAULT '',
    deceased_on     date,
    photo_id        uuid,
    -- The last day of the last care episode; NULL while care goes on. Ingest keeps it.
    care_ended_on   date,
    run_id          uuid NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);

CREATE TABLE care_episode (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text NOT NULL UNIQUE,
    source_version text NOT NULL,
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    starts_on      date NOT NULL,
    ends_on        date,
    kind           text NOT NULL DEFAULT '',
    reason         text NOT NULL DEFAULT '',
    run_id         uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX care_episode_client ON care_episode (client_id);

CREATE TABLE report (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text NOT NULL UNIQUE,
    source_version text NOT NULL,
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    kind_code      text NOT NULL,
    kind_label     text NOT NULL,
    title          text NOT NULL DEFAULT '',
    body           text NOT NULL,
    author_name    text NOT NULL DEFAULT '',
    author_role    text NOT NULL DEFAULT '',
    happened_at    timestamptz NOT NULL,
    -- Written in the portal by this account (issue: Schrijven); NULL for the care-record system's own.
    written_by     uuid,
    run_id         uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX report_timeline ON report (client_id, happened_at DESC, id DESC);
CREATE INDEX report_by_kind ON report (client_id, kind_code, happened_at DESC, id DESC);

CREATE TABLE measurement (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text NOT NULL UNIQUE,
    source_version text NOT NULL,
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    kind_code      text NOT NULL,
    label          text NOT NULL,
    value          numeric NOT NULL,
    value_second   numeric,
    unit           text NOT NULL DEFAULT '',
    range_low      numeric,
    range_high     numeric,
    note           text NOT NULL DEFAULT '',
    author_name    text NOT NULL DEFAULT '',
    author_role    text NOT NULL DEFAULT '',
    taken_at       timestamptz NOT NULL,
    run_id         uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX measurement_timeline ON measurement (client_id, taken_at DESC, id DESC);
CREATE INDEX measurement_by_kind ON measurement (client_id, kind_code, taken_at DESC, id DESC);

CREATE TABLE questionnaire (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text NOT NULL UNIQUE,
    source_version text NOT NULL,
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    kind_code      text NOT NULL DEFAULT '',
    title          text NOT NULL,
    score          text NOT NULL DEFAULT '',
    -- [{"question": "…", "answer": "…"}], in the order of the form
    answers        jsonb NOT NULL DEFAULT '[]',
    author_name    text NOT NULL DEFAULT '',
    author_role    text NOT NULL DEFAULT '',
    filled_at      timestamptz NOT NULL,
    run_id         uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX questionnaire_timeline ON questionnaire (client_id, filled_at DESC, id DESC);

-- One row is one version of one plan.
CREATE TABLE care_plan (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text NOT NULL UNIQUE,
    source_version text NOT NULL,
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    plan_id        text NOT NULL,
    version        integer NOT NULL CHECK (version > 0),
    title          text NOT NULL,
    status         text NOT NULL DEFAULT 'active' CHECK (status IN ('draft', 'active', 'ended')),
    valid_from     date NOT NULL,
    valid_until    date,
    signed_on      date,
    -- [{"area": …, "wish": …, "agreement": …, "who": …, "review_on": "2026-11-30"}]
    goals          jsonb NOT NULL DEFAULT '[]',
    author_name    text NOT NULL DEFAULT '',
    author_role    text NOT NULL DEFAULT '',
    run_id         uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    UNIQUE (client_id, plan_id, version)
);

CREATE TABLE appointment (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- NULL until the care-record system has given an appointment of the portal its own id
    source_id      text UNIQUE,
    source_version text NOT NULL DEFAULT '',
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    kind           text NOT NULL CHECK (kind IN ('care', 'therapy', 'own')),
    title          text NOT NULL,
    note           text NOT NULL DEFAULT '',
    place          text NOT NULL DEFAULT '',
    with_name      text NOT NULL DEFAULT '',
    with_role      text NOT NULL DEFAULT '',
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    visibility     text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'private')),
    cancelled      boolean NOT NULL DEFAULT false,
    repeat_rule    text NOT NULL DEFAULT '',
    created_by     uuid,
    run_id         uuid,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CHECK (ends_at >= starts_at)
);
CREATE INDEX appointment_agenda ON appointment (client_id, starts_at, id);

CREATE TABLE contact (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text UNIQUE,
    source_version text NOT NULL DEFAULT '',
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    form_of_address text NOT NULL DEFAULT '',
    given_name     text NOT NULL DEFAULT '',
    initials       text NOT NULL DEFAULT '',
    prefix         text NOT NULL DEFAULT '',
    family_name    text NOT NULL,
    relation       text NOT NULL DEFAULT '',
    first_contact  boolean NOT NULL DEFAULT false,
    legal_representative boolean NOT NULL DEFAULT false,
    portal_manager boolean NOT NULL DEFAULT false,
    locked         boolean NOT NULL DEFAULT false,
    email          text NOT NULL DEFAULT '',
    phone          text NOT NULL DEFAULT '',
    address        text NOT NULL DEFAULT '',
    run_id         uuid,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX contact_client ON contact (client_id);
CREATE INDEX contact_email ON contact (lower(email)) WHERE email <> '';

CREATE TABLE care_team_member (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text NOT NULL UNIQUE,
    source_version text NOT NULL,
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    name           text NOT NULL,
    role           text NOT NULL DEFAULT '',
    phone          text NOT NULL DEFAULT '',
    own_carer      boolean NOT NULL DEFAULT false,
    receives_messages boolean NOT NULL DEFAULT false,
    photo_id       uuid,
    run_id         uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX care_team_member_client ON care_team_member (client_id);

-- What could not be taken in: visible to no client, counted in the run, kept until an operator or a later run decides.
CREATE TABLE set_aside_record (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind        text NOT NULL,
    source_id   text NOT NULL,
    reason_kind text NOT NULL CHECK (reason_kind IN ('unknown_client', 'ambiguous_client', 'defect')),
    reason      text NOT NULL,
    payload     jsonb NOT NULL,
    run_id      uuid NOT NULL,
    tries       integer NOT NULL DEFAULT 1,
    first_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    UNIQUE (kind, source_id)
);
