-- The gate. Every page about a client selects from enter(): no viewer, no rows. It checks session, client and right,
-- keeps the session alive and writes the access-log row (NEN 7513) in the same statement; when the row can't be
-- written the statement fails and the page shows nothing.
--
-- How a page uses it (viewer must be the outer side, so that it always runs):
--   SELECT … FROM enter($1, …) AS viewer LEFT JOIN LATERAL (SELECT … WHERE r.client_id = viewer.client_id …) AS r ON true
-- Zero rows mean: not allowed. refusal() then tells why.

-- Insert and select only, for everybody but the owner. Rows outlive accounts and clients, so nothing refers to them.
CREATE TABLE access_log (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    event       text NOT NULL,               -- the page or deed: 'dossier.timeline', 'login', 'export'
    action      char(1) NOT NULL CHECK (action IN ('C', 'R', 'U', 'D', 'E')),
    outcome     text NOT NULL CHECK (outcome IN ('granted', 'refused')),
    reason      text NOT NULL DEFAULT '',
    account_id  uuid,
    person      text NOT NULL DEFAULT '',
    role        text NOT NULL DEFAULT '',
    used_by     text NOT NULL DEFAULT 'self',
    session_id  uuid,
    ip          text NOT NULL DEFAULT '',
    source      text NOT NULL DEFAULT 'portal',
    client_id   uuid,
    object_kind text NOT NULL DEFAULT '',
    object_id   text NOT NULL DEFAULT '',
    rule        text NOT NULL DEFAULT ''
);
CREATE INDEX access_log_client ON access_log (client_id, at DESC);
CREATE INDEX access_log_account ON access_log (account_id, at DESC);

-- Seals over ranges of the log: hash over the rows and the seal before, so that a changed row is found.
CREATE TABLE access_log_seal (
    from_id   bigint NOT NULL,
    to_id     bigint PRIMARY KEY,
    row_count bigint NOT NULL,
    seal      text NOT NULL,
    sealed_at timestamptz NOT NULL
);

-- A person's name as it is shown: "Anna van den Berg". STABLE, because concat_ws is: only then is it inlined, and a call
-- costs nothing.
CREATE FUNCTION person_name(p_given text, p_prefix text, p_family text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT concat_ws(' ', nullif(p_given, ''), nullif(p_prefix, ''), nullif(p_family, '')) $$;

-- A client's name as it is shown: "Mevrouw C. Jansen".
CREATE FUNCTION client_name(p_address text, p_initials text, p_prefix text, p_family text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT concat_ws(' ', nullif(upper(left(p_address, 1)) || substr(p_address, 2), ''), nullif(p_initials, ''),
                    nullif(p_prefix, ''), nullif(p_family, '')) $$;

-- The beginning of a text that is too long for its place: to the end of a word, with dots.
CREATE FUNCTION beginning(p_text text, p_chars integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN length(p_text) <= p_chars THEN p_text
               ELSE regexp_replace(left(p_text, p_chars - 1), '\s+\S*$', '') || '…' END $$;

-- Whether a session's time is not over yet; what it may do is its state's.
CREATE FUNCTION session_lives(p_session session, p_at timestamptz, p_idle_s integer) RETURNS boolean
LANGUAGE sql STABLE AS
$$ SELECT p_session.expires_at > p_at AND p_session.last_seen_at + make_interval(secs => p_idle_s) > p_at $$;

-- The rights of an access as pages read them: 'messages,dossier,…'.
CREATE FUNCTION access_rights(p_access access) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT concat_ws(',', CASE WHEN p_access.right_messages THEN 'messages' END,
                     CASE WHEN p_access.right_appointments THEN 'appointments' END,
                     CASE WHEN p_access.right_dossier THEN 'dossier' END,
                     CASE WHEN p_access.right_details THEN 'details' END,
                     CASE WHEN p_access.right_settings THEN 'settings' END)
$$;

-- The conversations of a client that an account reads, and how far it has read: those it is a member of, and those for
-- the circle. The right to messages is the gate's. Plain enough to be inlined, so that lists use the index.
CREATE FUNCTION conversations_of(p_client uuid, p_account uuid)
RETURNS TABLE (id uuid, subject text, with_staff boolean, for_circle boolean, last_message_at timestamptz, read_until timestamptz)
LANGUAGE sql STABLE AS
$$
    SELECT c.id, c.subject, c.with_staff, c.for_circle, c.last_message_at, coalesce(m.read_until, '-infinity')
      FROM conversation c
      LEFT JOIN conversation_member m ON m.conversation_id = c.id AND m.account_id = p_account
     WHERE c.client_id = p_client AND (c.for_circle OR m.account_id IS NOT NULL)
$$;

-- May this access act now? Empty when yes, else why not.
CREATE FUNCTION access_obstacle(p_access access, p_care_ended_on date, p_right text, p_today date, p_visible_days integer)
RETURNS text LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE
        WHEN p_access.client_id IS NULL THEN 'no_access'
        WHEN p_access.ends_on < p_today THEN 'access_ended'
        WHEN p_care_ended_on + p_visible_days < p_today THEN 'care_ended'
        WHEN p_right = 'any' THEN ''
        WHEN p_right = 'messages' AND p_access.right_messages THEN ''
        WHEN p_right = 'appointments' AND p_access.right_appointments THEN ''
        WHEN p_right = 'dossier' AND p_access.right_dossier THEN ''
        WHEN p_right = 'details' AND p_access.right_details THEN ''
        WHEN p_right = 'settings' AND p_access.right_settings THEN ''
        ELSE 'no_right'
    END
$$;

-- What the frame of a page needs to know about the person who looks.
CREATE TYPE viewer AS (
    session_id   uuid,
    account_id   uuid,
    given_name   text,
    person       text,
    language     text,
    role         text,
    client_id    uuid,
    client       text,
    rights       text,          -- 'messages,dossier,…' at this client
    clients      jsonb,         -- [{"id": …, "name": …}] when there is more than one to choose from, else NULL
    notices_new  integer,
    since        timestamptz,   -- the visit before this one; NULL at the first
    password_set_at timestamptz,
    care_ended_on date
);

-- Whether the thing that an address names is this client's and, for a conversation, this account's. Kinds that no
-- address names by id, and addresses without an id, are always fine.
CREATE FUNCTION names_own_object(p_kind text, p_id text, p_client uuid, p_account uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
$$
BEGIN
    IF p_id = '' THEN
        RETURN true;
    END IF;
    RETURN CASE p_kind
        WHEN 'report' THEN EXISTS (SELECT FROM report o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'questionnaire' THEN EXISTS (SELECT FROM questionnaire o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'care_plan' THEN EXISTS (SELECT FROM care_plan o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'conversation' THEN EXISTS (SELECT FROM conversations_of(p_client, p_account) o WHERE o.id = p_id::uuid)
        ELSE true
    END;
END
$$;

-- p_token_hash   SHA-256 hex of the session cookie
-- p_client       the client asked for; NULL: the one chosen in this session, else the first by name
-- p_right        one of the five rights, 'any' (any link to the client) or 'none' (the account's own pages)
-- p_event, p_action, p_object_kind, p_object_id, p_ip   for the access log
--                an id that isn't the client's is written down as refused, 'not_found'; the viewer is still given, so
--                that the page can say so
-- p_at           now; p_today: the date in the tenant's zone
-- p_idle_s       seconds without a request after which a session is over
-- p_visible_days days that a dossier stays visible after care ended
CREATE FUNCTION enter(p_token_hash text, p_client uuid, p_right text, p_event text, p_action text, p_object_kind text,
                      p_object_id text, p_ip text, p_at timestamptz, p_today date, p_idle_s integer, p_visible_days integer)
RETURNS SETOF viewer LANGUAGE plpgsql VOLATILE ROWS 1 AS
$$
DECLARE
    s        session;
    a        account;
    x        access;
    c        client;
    obstacle text := '';
    reason   text;
    v        viewer;
BEGIN
    SELECT * INTO s FROM session WHERE token_hash = p_token_hash;
    IF NOT FOUND OR s.state <> 'full' OR NOT session_lives(s, p_at, p_idle_s) THEN
        RETURN;
    END IF;
    SELECT * INTO a FROM account WHERE id = s.account_id AND state = 'active';
    IF NOT FOUND OR a.ends_on < p_today THEN
        RETURN;
    END IF;

    IF p_right <> 'none' OR p_client IS NOT NULL OR s.client_id IS NOT NULL THEN
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

    reason := CASE WHEN obstacle = '' AND NOT names_own_object(p_object_kind, p_object_id, x.client_id, a.id)
                   THEN 'not_found' ELSE obstacle END;
    INSERT INTO access_log (at, event, action, outcome, reason, account_id, person, role, used_by, session_id, ip,
                            client_id, object_kind, object_id, rule)
    VALUES (p_at, p_event, p_action, CASE WHEN reason = '' THEN 'granted' ELSE 'refused' END, reason, a.id,
            person_name(a.given_name, a.prefix, a.family_name), coalesce(x.role, ''), s.used_by, s.id, p_ip,
            coalesce(x.client_id, p_client), p_object_kind, left(p_object_id, 100), 'right:' || p_right);

    -- Once a second is enough to measure idle time, and keeps parallel requests from queueing for one row.
    -- A client who may not be seen is not chosen by asking.
    IF s.last_seen_at + interval '1 second' <= p_at
       OR (obstacle = '' AND s.client_id IS DISTINCT FROM coalesce(x.client_id, s.client_id)) THEN
        UPDATE session
           SET last_seen_at = greatest(last_seen_at, p_at),
               client_id = CASE WHEN obstacle = '' THEN coalesce(x.client_id, client_id) ELSE client_id END
         WHERE id = s.id;
    END IF;
    IF obstacle <> '' THEN
        RETURN;
    END IF;
    IF x.client_id IS NOT NULL AND (x.last_visit_at IS NULL OR x.last_visit_at < s.created_at) THEN
        UPDATE access SET previous_visit_at = last_visit_at, last_visit_at = p_at
         WHERE account_id = x.account_id AND client_id = x.client_id
        RETURNING * INTO x;
    END IF;

    v.session_id := s.id;
    v.account_id := a.id;
    v.given_name := a.given_name;
    v.person := person_name(a.given_name, a.prefix, a.family_name);
    v.language := a.language;
    v.role := coalesce(x.role, '');
    v.client_id := x.client_id;
    v.client := client_name(c.form_of_address, c.initials, c.prefix, c.family_name);
    v.rights := access_rights(x);
    v.since := x.previous_visit_at;
    v.password_set_at := a.password_set_at;
    v.care_ended_on := c.care_ended_on;
    -- Most accounts have one client: counting is a fifth of the price of the list.
    IF (SELECT count(*) FROM access ac WHERE ac.account_id = a.id) > 1 THEN
        SELECT CASE WHEN count(*) > 1 THEN jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) ORDER BY l.name, l.id) END
          INTO v.clients
          FROM (SELECT cl.id, client_name(cl.form_of_address, cl.initials, cl.prefix, cl.family_name) AS name
                  FROM access ac JOIN client cl ON cl.id = ac.client_id
                 WHERE ac.account_id = a.id
                   AND access_obstacle(ac, cl.care_ended_on, 'any', p_today, p_visible_days) = '') AS l;
    END IF;
    SELECT count(*) INTO v.notices_new FROM notice n
     WHERE (n.client_id = x.client_id OR n.account_id = a.id)
       AND (n.account_id IS NULL OR n.account_id = a.id)
       AND (n.kind NOT IN ('plan', 'report') OR x.right_dossier)
       AND n.created_at > greatest(a.created_at, p_at - interval '90 days')
       AND NOT EXISTS (SELECT FROM notice_seen ns WHERE ns.notice_id = n.id AND ns.account_id = a.id);
    RETURN NEXT v;
END
$$;

-- Why enter() gave nothing, for the page that explains it. Reads only. 'no_session' covers every session that is over.
CREATE FUNCTION refusal(p_token_hash text, p_client uuid, p_right text, p_at timestamptz, p_today date, p_idle_s integer,
                        p_visible_days integer)
RETURNS TABLE (reason text, person text, client text, portal_manager text) LANGUAGE plpgsql STABLE ROWS 1 AS
$$
DECLARE
    s session;
    x access;
    c client;
BEGIN
    SELECT * INTO s FROM session WHERE token_hash = p_token_hash;
    IF NOT FOUND OR s.state <> 'full' OR NOT session_lives(s, p_at, p_idle_s)
       OR NOT EXISTS (SELECT FROM account ac WHERE ac.id = s.account_id AND ac.state = 'active'
                         AND (ac.ends_on IS NULL OR ac.ends_on >= p_today)) THEN
        RETURN QUERY SELECT CASE WHEN s.id IS NULL THEN 'no_session' ELSE 'session_over' END, '', '', '';
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

GRANT USAGE ON SCHEMA public TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :app;
REVOKE UPDATE, DELETE ON access_log, access_log_seal FROM :app;
REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM :app;
