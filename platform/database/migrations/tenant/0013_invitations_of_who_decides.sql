-- An invitation is worth no more than the word of who sent it, at the moment that it is taken up.

-- Whether an invitation can still be taken up: also not when whoever invited no longer decides about this client, unless the
-- organisation approved it.
CREATE OR REPLACE FUNCTION invitation_open(p_invitation invitation, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS
$$
    SELECT p_invitation.state IN ('sent', 'opened') AND p_invitation.expires_at > p_at
       AND (p_invitation.invited_by IS NULL OR p_invitation.decided_by <> ''
            OR EXISTS (SELECT FROM access x JOIN account a ON a.id = x.account_id
                        WHERE x.account_id = p_invitation.invited_by AND x.client_id = p_invitation.client_id
                          AND x.right_settings AND (x.ends_on IS NULL OR x.ends_on >= p_at::date) AND a.state = 'active'))
$$;

-- As before: its access, the account's link to the contact, and the notice at the client, once; false when it is no longer
-- open. And nobody gives themselves anything, or more than they have by then; and what was decided about somebody's access
-- after the invitation was sent stands.
CREATE OR REPLACE FUNCTION grant_invited_access(p_invitation uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    i invitation;
    giver access;
BEGIN
    UPDATE invitation SET state = 'used', used_at = p_at, account_id = p_account, updated_at = p_at
     WHERE id = p_invitation AND invitation_open(invitation, p_at) AND invited_by IS DISTINCT FROM p_account
       AND NOT EXISTS (SELECT FROM access x WHERE x.account_id = p_account AND x.client_id = invitation.client_id
                          AND x.updated_at > coalesce(invitation.sent_at, invitation.created_at))
    RETURNING * INTO i;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF i.invited_by IS NOT NULL AND i.decided_by = '' THEN
        SELECT * INTO giver FROM access WHERE account_id = i.invited_by AND client_id = i.client_id;
        i.rights := ARRAY(SELECT r FROM unnest(i.rights) AS r
                           WHERE r = ANY (string_to_array(access_rights(giver), ',')));
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
