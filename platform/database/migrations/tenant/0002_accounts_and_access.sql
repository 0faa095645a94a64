-- Who may come in, and who may see what. Secrets (tokens, codes, cookies) are kept hashed; passwords as Argon2id.

CREATE TABLE account (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login_name       text NOT NULL CHECK (login_name = lower(login_name) AND length(login_name) BETWEEN 1 AND 254),
    email            text NOT NULL DEFAULT '' CHECK (email = lower(email)),
    phone            text NOT NULL DEFAULT '',          -- E.164
    phone_proven_at  timestamptz,
    given_name       text NOT NULL DEFAULT '',
    prefix           text NOT NULL DEFAULT '',
    family_name      text NOT NULL DEFAULT '',
    language         text NOT NULL DEFAULT 'nl',
    password_hash    text NOT NULL DEFAULT '',
    password_set_at  timestamptz,
    password_state   text NOT NULL DEFAULT 'must_change' CHECK (password_state IN ('valid', 'must_change', 'none')),
    -- a mailed one-time password beside the old one (Treant, SVRZ, De Beyart)
    one_time_password_hash       text,
    one_time_password_expires_at timestamptz,
    terms_version    text NOT NULL DEFAULT '',
    terms_accepted_at timestamptz,
    state            text NOT NULL DEFAULT 'active' CHECK (state IN ('invited', 'active', 'blocked', 'removed')),
    second_factor    text NOT NULL DEFAULT 'sms' CHECK (second_factor IN ('sms', 'totp', 'passkey')),
    totp_secret_sealed text,
    factor_blocked_until timestamptz,
    first_login_at   timestamptz,
    last_login_at    timestamptz,
    previous_login_at timestamptz,
    ends_on          date,
    -- the care-record system's contact or client this account was made for
    contact_id       uuid REFERENCES contact ON DELETE SET NULL,
    client_id        uuid REFERENCES client ON DELETE SET NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX account_login_name ON account (login_name) WHERE state <> 'removed';
CREATE UNIQUE INDEX account_email ON account (email) WHERE email <> '' AND state <> 'removed';

-- The link account to client, with a role and the five rights.
CREATE TABLE access (
    account_id         uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    client_id          uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    role               text NOT NULL CHECK (role IN ('client', 'portal_manager', 'legal_representative', 'contact')),
    relation           text NOT NULL DEFAULT '',
    right_messages     boolean NOT NULL DEFAULT false,
    right_appointments boolean NOT NULL DEFAULT false,
    right_dossier      boolean NOT NULL DEFAULT false,
    right_details      boolean NOT NULL DEFAULT false,
    right_settings     boolean NOT NULL DEFAULT false,
    locked             boolean NOT NULL DEFAULT false,
    ends_on            date,
    granted_by         uuid,
    last_visit_at      timestamptz,          -- start of the visit now going on
    previous_visit_at  timestamptz,          -- "since your last visit" counts from here
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, client_id)
);
CREATE INDEX access_client ON access (client_id);

CREATE TABLE trusted_device (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    token_hash   text NOT NULL UNIQUE,
    name         text NOT NULL DEFAULT '',
    trusted_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX trusted_device_account ON trusted_device (account_id);

CREATE TABLE session (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash    text NOT NULL UNIQUE,
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    -- full: signed in. second_factor: password was right, the code is still to come. new_password: must choose one first.
    state         text NOT NULL CHECK (state IN ('second_factor', 'new_password', 'full', 'ended')),
    client_id     uuid REFERENCES client ON DELETE SET NULL,
    device_id     uuid REFERENCES trusted_device ON DELETE SET NULL,
    used_by       text NOT NULL DEFAULT 'self' CHECK (used_by IN ('self', 'client', 'representative')),
    created_at    timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    ended_why     text NOT NULL DEFAULT '',
    ip            text NOT NULL DEFAULT '',
    agent         text NOT NULL DEFAULT ''
);
CREATE INDEX session_account ON session (account_id) WHERE state <> 'ended';

-- A code that was sent. Bound to the session (so to the browser) it was asked in; newest only.
CREATE TABLE code (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    session_id   uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    purpose      text NOT NULL CHECK (purpose IN ('login', 'reset', 'password', 'own_data', 'phone', 'email', 'registration')),
    channel      text NOT NULL CHECK (channel IN ('sms', 'mail')),
    code_hash    text NOT NULL,
    sequence     integer NOT NULL,
    tries        integer NOT NULL DEFAULT 0,
    state        text NOT NULL CHECK (state IN ('open', 'used', 'replaced', 'dead')),
    reason       text NOT NULL DEFAULT '',
    sent_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);
CREATE INDEX code_account ON code (account_id, sent_at DESC);
CREATE UNIQUE INDEX code_open ON code (session_id, purpose) WHERE state = 'open';

CREATE TABLE recovery_code (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    code_hash  text NOT NULL,
    used_at    timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE passkey (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    credential_id text NOT NULL UNIQUE,
    public_key    bytea NOT NULL,
    sign_count    bigint NOT NULL DEFAULT 0,
    name          text NOT NULL DEFAULT '',
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz
);

-- Attempts to come in, per account name as typed (hashed, so that unknown names leave no personal data).
CREATE TABLE login_attempt (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name_hash   text NOT NULL,
    account_id  uuid REFERENCES account ON DELETE CASCADE,
    outcome     text NOT NULL,
    ip          text NOT NULL,
    trusted     boolean NOT NULL DEFAULT false,
    at          timestamptz NOT NULL
);
CREATE INDEX login_attempt_name ON login_attempt (name_hash, at DESC);
CREATE INDEX login_attempt_account ON login_attempt (account_id, at DESC);

-- The wait after wrong passwords: one row per name, locked while a password is checked, so that parallel guesses queue.
CREATE TABLE login_throttle (
    name_hash    text PRIMARY KEY,
    failures     integer NOT NULL DEFAULT 0,
    wait_until   timestamptz,
    hour_start   timestamptz NOT NULL,
    hour_failures integer NOT NULL DEFAULT 0,
    updated_at   timestamptz NOT NULL
);

-- Links in mails: invitation, reset, registration, export, undo.
CREATE TABLE link_token (
    token_hash text PRIMARY KEY,
    purpose    text NOT NULL CHECK (purpose IN ('invitation', 'reset', 'registration', 'download', 'unsubscribe')),
    account_id uuid REFERENCES account ON DELETE CASCADE,
    detail     jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    opened_at  timestamptz,
    used_at    timestamptz
);
CREATE INDEX link_token_account ON link_token (account_id);

CREATE TABLE invitation (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id   uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    account_id  uuid REFERENCES account ON DELETE CASCADE,
    email       text NOT NULL,
    given_name  text NOT NULL DEFAULT '',
    prefix      text NOT NULL DEFAULT '',
    family_name text NOT NULL DEFAULT '',
    role        text NOT NULL,
    rights      text[] NOT NULL DEFAULT '{}',
    state       text NOT NULL CHECK (state IN ('requested', 'approved', 'refused', 'sent', 'opened', 'used', 'expired', 'withdrawn')),
    invited_by  uuid,
    decided_by  text NOT NULL DEFAULT '',
    expires_at  timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX invitation_client ON invitation (client_id);

CREATE TABLE preference (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    name       text NOT NULL,
    value      text NOT NULL,
    PRIMARY KEY (account_id, name)
);
