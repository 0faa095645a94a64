-- What a signed-in person does about their own account: "is it you", a new number or address, backups of the phone.

-- More purposes and ways than at first; which there are is the program's matter.
ALTER TABLE code DROP CONSTRAINT code_purpose_check, ADD CONSTRAINT code_purpose_check CHECK (purpose ~ '^[a-z_]{3,30}$');
ALTER TABLE code DROP CONSTRAINT code_channel_check, ADD CONSTRAINT code_channel_check CHECK (channel ~ '^[a-z_]{3,30}$');

-- "Is it you": one question at a time per session. Confirmed means: for a few minutes, once.
CREATE TABLE confirmation (
    session_id   uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    purpose      text NOT NULL CHECK (purpose IN ('password', 'own_data', 'phone', 'email', 'factors')),
    detail       jsonb NOT NULL DEFAULT '{}',
    back         text NOT NULL CHECK (back LIKE '/%'),
    asked_at     timestamptz NOT NULL,
    confirmed_at timestamptz,
    used_at      timestamptz
);

-- A new number or address on its way: it counts when it was proven and the person was too. One per session.
CREATE TABLE contact_change (
    session_id  uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('phone', 'email')),
    value       text NOT NULL CHECK (value <> ''),
    asked_at    timestamptz NOT NULL,
    proven_at   timestamptz
);

-- An app that gives codes: the secret is sealed with the deployment's key. Pending until a first code proves it. The
-- last time step is kept, because a code is good once.
ALTER TABLE account ADD COLUMN totp_pending_sealed text, ADD COLUMN totp_pending_at timestamptz,
                    ADD COLUMN totp_last_step bigint NOT NULL DEFAULT 0,
                    ADD COLUMN totp_since timestamptz,
                    -- HMAC key of the printed codes, sealed: a reader of the database can't try them out
                    ADD COLUMN recovery_key_sealed text;

GRANT SELECT, INSERT, UPDATE, DELETE ON confirmation, contact_change TO :app;
