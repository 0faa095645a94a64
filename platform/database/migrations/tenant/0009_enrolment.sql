-- Links in mails, invitations and their life, accounts in the making, and which terms of use were accepted.

-- Why a link no longer works before its time: 'replaced' by a newer one, 'withdrawn'.
ALTER TABLE link_token ADD COLUMN ended_at timestamptz;
ALTER TABLE link_token ADD COLUMN ended_why text NOT NULL DEFAULT '';
ALTER TABLE link_token DROP CONSTRAINT link_token_purpose_check;
ALTER TABLE link_token ADD CONSTRAINT link_token_purpose_check
    CHECK (purpose IN ('invitation', 'reset', 'registration', 'email', 'undo', 'download', 'unsubscribe'));
-- Links about no account are one line by what they are about.
CREATE INDEX link_token_detail ON link_token (purpose, detail) WHERE account_id IS NULL;
CREATE INDEX link_token_expiry ON link_token (expires_at);

-- ends_on     last day of the access that it gives; NULL: no end
-- contact_id  the contact of the care-record system it was made for
-- reason      what the organisation said about its decision
ALTER TABLE invitation ADD COLUMN ends_on date;
ALTER TABLE invitation ADD COLUMN contact_id uuid REFERENCES contact ON DELETE SET NULL;
ALTER TABLE invitation ADD COLUMN reason text NOT NULL DEFAULT '';
ALTER TABLE invitation ADD COLUMN sent_at timestamptz;
ALTER TABLE invitation ADD COLUMN opened_at timestamptz;
ALTER TABLE invitation ADD COLUMN used_at timestamptz;
ALTER TABLE invitation ADD COLUMN decided_at timestamptz;
CREATE INDEX invitation_email ON invitation (lower(email));

-- An account in the making, in one browser: from the link in a mail, or from an address that somebody typed. Nothing of it
-- counts before the last step.
-- subject  what waits and caps are counted by: the invitation, or a fingerprint of the address
-- known    the address is somebody's who may have an account; the browser is never told
CREATE TABLE enrolment (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash      text NOT NULL UNIQUE,
    kind            text NOT NULL CHECK (kind IN ('invitation', 'registration')),
    subject         text NOT NULL,
    link_hash       text REFERENCES link_token ON DELETE CASCADE,
    invitation_id   uuid REFERENCES invitation ON DELETE CASCADE,
    email           text NOT NULL,
    known           boolean NOT NULL,
    step            text NOT NULL CHECK (step IN ('email_code', 'password', 'phone', 'sms_code', 'terms', 'done')),
    password_hash   text NOT NULL DEFAULT '',
    phone           text NOT NULL DEFAULT '',
    phone_proven_at timestamptz,
    created_at      timestamptz NOT NULL,
    touched_at      timestamptz NOT NULL
);
CREATE INDEX enrolment_subject ON enrolment (subject, created_at DESC);
CREATE INDEX enrolment_link ON enrolment (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX enrolment_invitation ON enrolment (invitation_id) WHERE invitation_id IS NOT NULL;

-- A code that was sent to prove an address or a number. Bound to the browser; newest only.
CREATE TABLE enrolment_code (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    enrolment_id uuid NOT NULL REFERENCES enrolment ON DELETE CASCADE,
    subject      text NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('sms', 'mail')),
    code_hash    text NOT NULL,
    sequence     integer NOT NULL,
    tries        integer NOT NULL DEFAULT 0,
    state        text NOT NULL CHECK (state IN ('open', 'used', 'replaced', 'dead')),
    sent_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);
CREATE INDEX enrolment_code_of ON enrolment_code (enrolment_id, channel, sent_at DESC);
CREATE INDEX enrolment_code_subject ON enrolment_code (subject, channel, sent_at DESC);
CREATE UNIQUE INDEX enrolment_code_open ON enrolment_code (enrolment_id, channel) WHERE state = 'open';

-- Who accepted which terms when: kept as evidence, also after a newer version was accepted.
CREATE TABLE terms_acceptance (
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    version     text NOT NULL,
    used_by     text NOT NULL DEFAULT 'self',
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, version, accepted_at)
);
CREATE INDEX account_client ON account (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX account_contact ON account (contact_id) WHERE contact_id IS NOT NULL;

-- terms: everything is proven, but the terms of use have a version that wasn't accepted.
ALTER TABLE session DROP CONSTRAINT session_state_check;
ALTER TABLE session ADD CONSTRAINT session_state_check
    CHECK (state IN ('second_factor', 'new_password', 'terms', 'full', 'ended'));

-- Whether an invitation can still be taken up.
CREATE FUNCTION invitation_open(p_invitation invitation, p_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE AS
$$ SELECT p_invitation.state IN ('sent', 'opened') AND p_invitation.expires_at > p_at $$;

-- Takes an invitation up for an account: its access, the account's link to the contact, and the notice at the client. Once:
-- false when it is no longer open. Somebody who has access already keeps every right, and gets those of the invitation
-- beside them; access that has ended begins anew.
CREATE FUNCTION grant_invited_access(p_invitation uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    i invitation;
BEGIN
    UPDATE invitation SET state = 'used', used_at = p_at, account_id = p_account, updated_at = p_at
     WHERE id = p_invitation AND invitation_open(invitation, p_at)
    RETURNING * INTO i;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO access AS x (account_id, client_id, role, relation, right_messages, right_appointments, right_dossier,
                             right_details, right_settings, locked, ends_on, granted_by, created_at, updated_at)
    SELECT p_account, i.client_id, i.role, coalesce(c.relation, ''), 'messages' = ANY (i.rights), 'appointments' = ANY (i.rights),
           'dossier' = ANY (i.rights), 'details' = ANY (i.rights), 'settings' = ANY (i.rights), coalesce(c.locked, false),
           i.ends_on, i.invited_by, p_at, p_at
      FROM (VALUES (1)) AS one (row) LEFT JOIN contact c ON c.id = i.contact_id
    ON CONFLICT (account_id, client_id) DO UPDATE SET
        role = CASE WHEN x.ends_on < p_at::date THEN excluded.role ELSE x.role END,
        right_messages = excluded.right_messages OR (x.right_messages AND (x.ends_on >= p_at::date) IS NOT false),
        right_appointments = excluded.right_appointments OR (x.right_appointments AND (x.ends_on >= p_at::date) IS NOT false),
        right_dossier = excluded.right_dossier OR (x.right_dossier AND (x.ends_on >= p_at::date) IS NOT false),
        right_details = excluded.right_details OR (x.right_details AND (x.ends_on >= p_at::date) IS NOT false),
        right_settings = excluded.right_settings OR (x.right_settings AND (x.ends_on >= p_at::date) IS NOT false),
        ends_on = CASE WHEN x.ends_on IS NULL OR excluded.ends_on IS NULL THEN NULL
                       ELSE greatest(x.ends_on, excluded.ends_on) END,
        granted_by = excluded.granted_by,
        updated_at = p_at;
    UPDATE account SET contact_id = coalesce(contact_id, i.contact_id), updated_at = p_at WHERE id = p_account;
    INSERT INTO notice (client_id, kind, object_id, detail, created_at)
    SELECT i.client_id, 'access', p_account,
           jsonb_build_object('change', 'granted', 'person', person_name(a.given_name, a.prefix, a.family_name)), p_at
      FROM account a WHERE a.id = p_account;
    RETURN true;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON enrolment, enrolment_code TO :app;
-- Evidence: written once.
GRANT SELECT, INSERT ON terms_acceptance TO :app;
