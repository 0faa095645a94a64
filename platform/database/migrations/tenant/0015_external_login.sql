-- Signing in at an identity provider (OpenID Connect).
ALTER TABLE session DROP CONSTRAINT session_entered_by_check;
ALTER TABLE session ADD CONSTRAINT session_entered_by_check
    CHECK (entered_by IN ('password', 'one_time', 'link', 'external'));

-- Who somebody is at a provider. One account has one person at a provider, who keeps it also when their address changes.
-- last_asked_at  when the question was put that they answered last: an older one, or the same again, is refused
CREATE TABLE external_identity (
    issuer        text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 300),
    subject       text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    linked_at     timestamptz NOT NULL,
    last_asked_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (account_id, issuer)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON external_identity TO :app;
