-- What somebody typed in a form that was sent after their session had ended: kept for an hour at most, for the same
-- account in the same browser (the token is its cookie's), at the same client. One per ended session.
CREATE TABLE kept_text (
    session_id uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    token_hash text NOT NULL UNIQUE,
    path       text NOT NULL CHECK (path LIKE '/%'),
    fields     jsonb NOT NULL,
    kept_at    timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON kept_text TO :app;

-- How many addresses somebody invited lately.
CREATE INDEX invitation_inviter ON invitation (invited_by, created_at) WHERE invited_by IS NOT NULL;

-- Contact data that a person keeps here themselves, where the organisation offers it.
ALTER TABLE account ADD COLUMN landline text NOT NULL DEFAULT '', ADD COLUMN address text NOT NULL DEFAULT '';
