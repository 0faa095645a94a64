-- What people are told: who is told of what, and never of what they did themselves. And with which device somebody looked.

-- actor         who did it: not told
-- mail_planned  it is decided when whom is mailed about it
ALTER TABLE notice ADD COLUMN actor uuid;
ALTER TABLE notice ADD COLUMN mail_planned boolean NOT NULL DEFAULT false;
-- Access and devices have mails of their own, at once and always.
CREATE INDEX notice_to_mail ON notice (created_at) WHERE NOT mail_planned AND kind NOT IN ('access', 'device');

-- The right that a kind of notice needs; 'any' for every person of the client.
CREATE FUNCTION notice_right(p_kind text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT CASE p_kind WHEN 'plan' THEN 'dossier' WHEN 'report' THEN 'dossier' WHEN 'message' THEN 'messages'
                       WHEN 'appointment' THEN 'appointments' WHEN 'pinboard' THEN 'details' ELSE 'any' END
$$;

-- The notices that an account is told at a client: of the client as far as its rights there reach ('messages,dossier,…'),
-- and its own; those of the last 90 days, and none from before it had access. Not of what it did itself.
-- p_own  with those for this account alone. Plain enough to be inlined, so that the indexes are used.
CREATE FUNCTION notices_of(p_client uuid, p_account uuid, p_rights text, p_own boolean, p_at timestamptz) RETURNS SETOF notice
LANGUAGE sql STABLE AS
$$
    SELECT n.* FROM notice n
     WHERE (n.client_id = p_client OR n.account_id = p_account)
       AND (n.account_id IS NULL OR (n.account_id = p_account AND p_own))
       AND (n.client_id IS NULL OR n.client_id = p_client OR n.kind = 'access')
       AND n.actor IS DISTINCT FROM p_account
       AND NOT (n.kind = 'access' AND n.account_id IS NULL AND n.object_id IS NOT DISTINCT FROM p_account)
       AND (notice_right(n.kind) = 'any' OR notice_right(n.kind) = ANY (string_to_array(p_rights, ',')))
       AND n.created_at > p_at - interval '90 days'
       AND (n.account_id IS NOT NULL OR n.created_at > (SELECT x.created_at FROM access x
                                                         WHERE x.account_id = p_account AND x.client_id = p_client))
$$;

-- Something new for one account, or (p_account NULL) for everybody of the client whose rights reach it. False when there is
-- nobody to tell: one's own deeds are no news.
-- p_path  where it leads when that doesn't follow from kind and object; '' else
CREATE FUNCTION tell_notice(p_kind text, p_client uuid, p_account uuid, p_object uuid, p_path text, p_actor uuid,
                            p_at timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
    IF p_account = p_actor THEN
        RETURN false;
    END IF;
    INSERT INTO notice (client_id, account_id, kind, object_id, detail, actor, created_at)
    VALUES (p_client, p_account, p_kind, p_object,
            CASE WHEN p_path = '' THEN '{}'::jsonb ELSE jsonb_build_object('path', p_path) END, p_actor, p_at);
    RETURN true;
END
$$;

-- "Firefox op Windows", or ''.
ALTER TABLE session ADD COLUMN device text NOT NULL DEFAULT '';
ALTER TABLE access_log ADD COLUMN device text NOT NULL DEFAULT '';

-- As before; the row in the access log names the device too, and news is counted by notices_of().
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
                            device, client_id, object_kind, object_id, rule)
    VALUES (p_at, p_event, p_action, CASE WHEN reason = '' THEN 'granted' ELSE 'refused' END, reason, a.id,
            person_name(a.given_name, a.prefix, a.family_name), coalesce(own.role, x.role, ''), s.used_by, s.id, p_ip, s.device,
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
    SELECT count(*) INTO v.notices_new FROM notices_of(x.client_id, a.id, v.rights, s.state = 'full', p_at) n
     WHERE NOT EXISTS (SELECT FROM notice_seen ns WHERE ns.notice_id = n.id AND ns.account_id = a.id);
    RETURN NEXT v;
END
$$;
