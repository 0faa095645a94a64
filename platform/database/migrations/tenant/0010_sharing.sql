-- Who may see what, changed by people themselves: removing with a way back, asking for a right, and looking through
-- somebody else's eyes.

-- Access that was taken away, whole, so that it can be given back as it was.
CREATE TABLE access_removed (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    client_id   uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    access      jsonb NOT NULL,
    removed_by  uuid NOT NULL,
    removed_at  timestamptz NOT NULL,
    restored_at timestamptz
);
CREATE INDEX access_removed_client ON access_removed (client_id, removed_at DESC);

-- A person asks for a right that they don't have. Open until the right is given, or somebody says no.
CREATE TABLE access_request (
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    client_id   uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    wanted      text NOT NULL CHECK (wanted IN ('any', 'messages', 'appointments', 'dossier', 'details', 'settings')),
    asked_at    timestamptz NOT NULL,
    answered_at timestamptz,
    PRIMARY KEY (account_id, client_id, wanted)
);
CREATE INDEX access_request_client ON access_request (client_id) WHERE answered_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON access_removed, access_request TO :app;

-- A preview is a session of its own kind: whatever asks for a full one refuses it, so nothing can be written in it.
ALTER TABLE session DROP CONSTRAINT session_state_check;
ALTER TABLE session ADD CONSTRAINT session_state_check
    CHECK (state IN ('second_factor', 'new_password', 'terms', 'full', 'preview', 'ended'));
ALTER TABLE session ADD COLUMN preview_account uuid REFERENCES account ON DELETE CASCADE;
CREATE INDEX session_preview ON session (preview_account) WHERE preview_account IS NOT NULL;

ALTER TYPE viewer ADD ATTRIBUTE preview_account uuid;   -- whose eyes; NULL: one's own
ALTER TYPE viewer ADD ATTRIBUTE preview text;           -- that person's name

-- What is shown of somebody's access to who looks through their eyes: nothing that the viewer may not see themselves.
CREATE FUNCTION previewed_access(p_own access, p_theirs access) RETURNS access LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
    p_theirs.right_messages := p_theirs.right_messages AND p_own.right_messages;
    p_theirs.right_appointments := p_theirs.right_appointments AND p_own.right_appointments;
    p_theirs.right_dossier := p_theirs.right_dossier AND p_own.right_dossier;
    p_theirs.right_details := p_theirs.right_details AND p_own.right_details;
    p_theirs.right_settings := p_theirs.right_settings AND p_own.right_settings;
    RETURN p_theirs;
END
$$;

-- Why a page isn't shown in a preview: what keeps that person out, or, 'preview_own', what the viewer lacks themselves.
CREATE FUNCTION preview_obstacle(p_own access, p_theirs access, p_care_ended_on date, p_right text, p_today date,
                                 p_visible_days integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE WHEN o.theirs = 'no_access' THEN 'preview_over'
                WHEN o.theirs <> '' THEN o.theirs
                WHEN o.own <> '' THEN 'preview_own'
                ELSE '' END
      FROM (SELECT access_obstacle(p_theirs, p_care_ended_on, p_right, p_today, p_visible_days) AS theirs,
                   access_obstacle(p_own, p_care_ended_on, p_right, p_today, p_visible_days) AS own) AS o
$$;

-- The same for somebody who looks through another's eyes (p_preview): what both of them read.
CREATE FUNCTION conversations_of(p_client uuid, p_account uuid, p_preview uuid)
RETURNS TABLE (id uuid, subject text, with_staff boolean, for_circle boolean, last_message_at timestamptz, read_until timestamptz)
LANGUAGE sql STABLE AS
$$
    SELECT c.id, c.subject, c.with_staff, c.for_circle, c.last_message_at, coalesce(m.read_until, '-infinity')
      FROM conversation c
      LEFT JOIN conversation_member m ON m.conversation_id = c.id AND m.account_id = p_account
     WHERE c.client_id = p_client AND (c.for_circle OR m.account_id IS NOT NULL)
       AND (p_preview IS NULL OR c.for_circle
            OR EXISTS (SELECT FROM conversation_member e WHERE e.conversation_id = c.id AND e.account_id = p_preview))
$$;

DROP FUNCTION names_own_object(text, text, uuid, uuid);
-- Whether the thing that an address names is this client's and, for a conversation, this account's. Kinds that no
-- address names by id, and addresses without an id, are always fine.
CREATE FUNCTION names_own_object(p_kind text, p_id text, p_client uuid, p_account uuid,
                                 p_preview uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
$$
BEGIN
    IF p_id = '' THEN
        RETURN true;
    END IF;
    RETURN CASE p_kind
        WHEN 'report' THEN EXISTS (SELECT FROM report o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'questionnaire' THEN EXISTS (SELECT FROM questionnaire o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'care_plan' THEN EXISTS (SELECT FROM care_plan o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'conversation' THEN EXISTS (SELECT FROM conversations_of(p_client, p_account, p_preview) o WHERE o.id = p_id::uuid)
        WHEN 'person' THEN EXISTS (SELECT FROM access o WHERE o.account_id = p_id::uuid AND o.client_id = p_client)
                        OR EXISTS (SELECT FROM access_removed o WHERE o.account_id = p_id::uuid AND o.client_id = p_client)
        WHEN 'invitation' THEN EXISTS (SELECT FROM invitation o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        ELSE true
    END;
END
$$;

-- As before, and in a preview: reads only, at the one client, under the rights that both have; the row in the access log
-- names who really looks, and through whose eyes.
CREATE OR REPLACE FUNCTION enter(p_token_hash text, p_client uuid, p_right text, p_event text, p_action text, p_object_kind text,
                      p_object_id text, p_ip text, p_at timestamptz, p_today date, p_idle_s integer, p_visible_days integer)
RETURNS SETOF viewer LANGUAGE plpgsql VOLATILE ROWS 1 AS
$$
DECLARE
    s        session;
    a        account;
    x        access;
    own      access;            -- in a preview: the viewer's own
    eyes     account;           -- in a preview: whose eyes
    c        client;
    obstacle text := '';
    reason   text;
    v        viewer;
BEGIN
    SELECT * INTO s FROM session WHERE token_hash = p_token_hash;
    IF NOT FOUND OR s.state NOT IN ('full', 'preview') OR NOT session_lives(s, p_at, p_idle_s) THEN
        RETURN;
    END IF;
    SELECT * INTO a FROM account WHERE id = s.account_id AND state = 'active';
    IF NOT FOUND OR a.ends_on < p_today THEN
        RETURN;
    END IF;

    IF s.state = 'preview' THEN
        SELECT ac.* INTO own FROM access ac WHERE ac.account_id = a.id AND ac.client_id = s.client_id;
        SELECT ac.* INTO x FROM access ac WHERE ac.account_id = s.preview_account AND ac.client_id = s.client_id;
        SELECT * INTO eyes FROM account WHERE id = s.preview_account;
        SELECT * INTO c FROM client WHERE id = s.client_id;
        obstacle := CASE WHEN p_action <> 'R' OR p_right = 'none' OR p_client IS NOT NULL THEN 'preview'
                         ELSE preview_obstacle(own, x, c.care_ended_on, p_right, p_today, p_visible_days) END;
        x := previewed_access(own, x);
    ELSIF p_right <> 'none' OR p_client IS NOT NULL OR s.client_id IS NOT NULL THEN
        SELECT ac.* INTO x FROM access ac WHERE ac.account_id = a.id AND ac.client_id = coalesce(p_client, s.client_id);
        IF NOT FOUND AND p_client IS NULL THEN
            SELECT ac.* INTO x FROM access ac JOIN client cl ON cl.id = ac.client_id
             WHERE ac.account_id = a.id
             ORDER BY access_obstacle(ac, cl.care_ended_on, 'any', p_today, p_visible_days) = '' DESC,
                      cl.family_name, cl.initials, cl.id LIMIT 1;
        END IF;
        IF x.client_id IS NOT NULL THEN
            SELECT * INTO c FROM client WHERE id = x.client_id;
        END IF;
        IF p_right <> 'none' THEN
            obstacle := access_obstacle(x, c.care_ended_on, p_right, p_today, p_visible_days);
        ELSIF access_obstacle(x, c.care_ended_on, 'any', p_today, p_visible_days) <> '' THEN
            x := NULL;
            c := NULL;
        END IF;
    END IF;

    reason := CASE WHEN obstacle = '' AND NOT names_own_object(p_object_kind, p_object_id, x.client_id, a.id, s.preview_account)
                   THEN 'not_found' ELSE obstacle END;
    INSERT INTO access_log (at, event, action, outcome, reason, account_id, person, role, used_by, session_id, ip,
                            client_id, object_kind, object_id, rule)
    VALUES (p_at, p_event, p_action, CASE WHEN reason = '' THEN 'granted' ELSE 'refused' END, reason, a.id,
            person_name(a.given_name, a.prefix, a.family_name), coalesce(own.role, x.role, ''), s.used_by, s.id, p_ip,
            coalesce(x.client_id, p_client), p_object_kind, left(p_object_id, 100), 'right:' || p_right || CASE WHEN s.state = 'preview' THEN ' as:' || coalesce(s.preview_account::text, '') ELSE '' END);

    -- Once a second is enough to measure idle time, and keeps parallel requests from queueing for one row.
    -- A client who may not be seen is not chosen by asking.
    IF s.last_seen_at + interval '1 second' <= p_at
       OR (s.state = 'full' AND obstacle = '' AND s.client_id IS DISTINCT FROM coalesce(x.client_id, s.client_id)) THEN
        UPDATE session
           SET last_seen_at = greatest(last_seen_at, p_at),
               client_id = CASE WHEN s.state = 'full' AND obstacle = '' THEN coalesce(x.client_id, client_id) ELSE client_id END
         WHERE id = s.id;
    END IF;
    IF obstacle <> '' THEN
        RETURN;
    END IF;
    IF s.state = 'full' AND x.client_id IS NOT NULL AND (x.last_visit_at IS NULL OR x.last_visit_at < s.created_at) THEN
        UPDATE access SET previous_visit_at = last_visit_at, last_visit_at = p_at
         WHERE account_id = x.account_id AND client_id = x.client_id
        RETURNING * INTO x;
    END IF;

    v.session_id := s.id;
    v.account_id := a.id;
    v.given_name := coalesce(eyes.given_name, a.given_name);
    v.person := person_name(a.given_name, a.prefix, a.family_name);
    v.language := a.language;
    v.role := coalesce(x.role, '');
    v.client_id := x.client_id;
    v.client := client_name(c.form_of_address, c.initials, c.prefix, c.family_name);
    v.rights := access_rights(x);
    v.since := x.previous_visit_at;
    v.password_set_at := a.password_set_at;
    v.care_ended_on := c.care_ended_on;
    v.preview_account := s.preview_account;
    v.preview := person_name(eyes.given_name, eyes.prefix, eyes.family_name);
    -- Most accounts have one client: counting is a fifth of the price of the list.
    IF s.state = 'full' AND (SELECT count(*) FROM access ac WHERE ac.account_id = a.id) > 1 THEN
        SELECT CASE WHEN count(*) > 1 THEN jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) ORDER BY l.name, l.id) END
          INTO v.clients
          FROM (SELECT cl.id, client_name(cl.form_of_address, cl.initials, cl.prefix, cl.family_name) AS name
                  FROM access ac JOIN client cl ON cl.id = ac.client_id
                 WHERE ac.account_id = a.id
                   AND access_obstacle(ac, cl.care_ended_on, 'any', p_today, p_visible_days) = '') AS l;
    END IF;
    SELECT count(*) INTO v.notices_new FROM notice n
     WHERE (n.client_id = x.client_id OR n.account_id = a.id)
       AND (n.account_id IS NULL OR (n.account_id = a.id AND s.state = 'full'))
       AND (n.kind NOT IN ('plan', 'report') OR x.right_dossier)
       AND n.created_at > greatest(a.created_at, p_at - interval '90 days')
       AND NOT EXISTS (SELECT FROM notice_seen ns WHERE ns.notice_id = n.id AND ns.account_id = a.id);
    RETURN NEXT v;
END
$$;

-- As before; in a preview 'preview' (nothing can be written, no own pages), 'preview_own', 'preview_over' or what keeps
-- that person out.
CREATE OR REPLACE FUNCTION refusal(p_token_hash text, p_client uuid, p_right text, p_at timestamptz, p_today date, p_idle_s integer,
                        p_visible_days integer)
RETURNS TABLE (reason text, person text, client text, portal_manager text) LANGUAGE plpgsql STABLE ROWS 1 AS
$$
DECLARE
    s session;
    x access;
    own access;
    obstacle text;
    c client;
BEGIN
    SELECT * INTO s FROM session WHERE token_hash = p_token_hash;
    IF NOT FOUND OR s.state NOT IN ('full', 'preview') OR NOT session_lives(s, p_at, p_idle_s)
       OR NOT EXISTS (SELECT FROM account ac WHERE ac.id = s.account_id AND ac.state = 'active'
                         AND (ac.ends_on IS NULL OR ac.ends_on >= p_today)) THEN
        RETURN QUERY SELECT CASE WHEN s.id IS NULL THEN 'no_session' ELSE 'session_over' END, '', '', '';
        RETURN;
    END IF;
    IF s.state = 'preview' THEN
        SELECT ac.* INTO own FROM access ac WHERE ac.account_id = s.account_id AND ac.client_id = s.client_id;
        SELECT ac.* INTO x FROM access ac WHERE ac.account_id = s.preview_account AND ac.client_id = s.client_id;
        SELECT * INTO c FROM client WHERE id = s.client_id;
        obstacle := CASE WHEN p_right = 'none' OR p_client IS NOT NULL THEN 'preview'
                         ELSE coalesce(nullif(preview_obstacle(own, x, c.care_ended_on, p_right, p_today, p_visible_days), ''),
                                       'preview') END;
        RETURN QUERY SELECT obstacle, '', coalesce(client_name(c.form_of_address, c.initials, c.prefix, c.family_name), ''), '';
        RETURN;
    END IF;
    SELECT ac.* INTO x FROM access ac WHERE ac.account_id = s.account_id AND ac.client_id = coalesce(p_client, s.client_id);
    IF NOT FOUND AND p_client IS NULL THEN
        SELECT ac.* INTO x FROM access ac JOIN client cl ON cl.id = ac.client_id
         WHERE ac.account_id = s.account_id
         ORDER BY access_obstacle(ac, cl.care_ended_on, 'any', p_today, p_visible_days) = '' DESC,
                  cl.family_name, cl.initials, cl.id LIMIT 1;
        IF NOT FOUND THEN
            RETURN QUERY SELECT 'no_client', '', '', '';
            RETURN;
        END IF;
    END IF;
    SELECT * INTO c FROM client WHERE id = x.client_id;
    RETURN QUERY
        SELECT access_obstacle(x, c.care_ended_on, p_right, p_today, p_visible_days),
               (SELECT person_name(a.given_name, a.prefix, a.family_name) FROM account a WHERE a.id = s.account_id),
               coalesce(client_name(c.form_of_address, c.initials, c.prefix, c.family_name), ''),
               coalesce((SELECT person_name(a.given_name, a.prefix, a.family_name)
                           FROM access m JOIN account a ON a.id = m.account_id
                          WHERE m.client_id = x.client_id AND m.role = 'portal_manager' AND a.state = 'active'
                          ORDER BY a.created_at LIMIT 1), '');
END
$$;
