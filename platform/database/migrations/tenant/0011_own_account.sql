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

GRANT SELECT, INSERT, UPDATE, DELETE ON confirmation TO :app;
