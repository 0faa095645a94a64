-- Passkeys sign in without password and SMS. Nothing in this table is secret: a public key lets nobody in.
ALTER TABLE passkey
    -- COSE algorithm, ':' and the key, base64url
    ALTER COLUMN public_key TYPE text USING encode(public_key, 'escape'),
    -- When the challenge was made that it answered last: an older one, or the same again, is refused.
    ADD COLUMN last_asked_at timestamptz,
    ADD CONSTRAINT passkey_name CHECK (length(name) <= 60),
    ADD CONSTRAINT passkey_key CHECK (length(public_key) BETWEEN 1 AND 4096 AND length(credential_id) BETWEEN 1 AND 1400);
CREATE INDEX passkey_account ON passkey (account_id);
