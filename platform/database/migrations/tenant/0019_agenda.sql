-- Own appointments: in series, put back after cancelling, saved once however often the form is sent; and the links by
-- which a calendar program reads them.

ALTER TABLE appointment
    ADD COLUMN series_id    uuid,           -- the same for all that were made by one form
    ADD COLUMN form_key     uuid,           -- of the form that made it: sent twice, it makes one
    ADD COLUMN cancelled_at timestamptz;    -- in the portal; NULL when the care-record system cancelled it
CREATE UNIQUE INDEX appointment_form ON appointment (created_by, form_key) WHERE form_key IS NOT NULL;
CREATE INDEX appointment_series ON appointment (series_id, starts_at) WHERE series_id IS NOT NULL;
CREATE INDEX appointment_made ON appointment (created_by, ends_at) WHERE created_by IS NOT NULL;
-- Those of more than a day begin long before the page on which they still go on.
CREATE INDEX appointment_long ON appointment (client_id, ends_at) WHERE ends_at - starts_at > interval '1 day';

ALTER TABLE calendar_link
    ADD COLUMN id         uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN form_key   uuid,
    ADD COLUMN hour_start timestamptz,      -- of the hour in which uses are counted
    ADD COLUMN hour_uses  integer NOT NULL DEFAULT 0;
CREATE INDEX calendar_link_of ON calendar_link (account_id, client_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX calendar_link_form ON calendar_link (account_id, form_key) WHERE form_key IS NOT NULL;

-- Whether a viewer sees of an appointment only that the time is taken: a private one of another person, where the
-- organisation keeps these from the family too (p_hide). What came from the care-record system has no maker here.
CREATE FUNCTION appointment_hidden(p_visibility text, p_created_by uuid, p_account uuid, p_preview uuid, p_hide boolean)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(p_hide AND p_visibility = 'private' AND (p_created_by <> p_account OR p_created_by <> p_preview), false) $$;

-- The appointments of a client as an account sees them, in a preview as both see them. p_own_only: without those of the
-- care. The right to appointments is the gate's. Plain enough to be inlined, so that the index is used.
CREATE FUNCTION appointments_of(p_client uuid, p_account uuid, p_preview uuid, p_own_only boolean, p_hide boolean)
RETURNS TABLE (id uuid, kind text, title text, note text, place text, with_name text, with_role text, starts_at timestamptz,
               ends_at timestamptz, visibility text, cancelled boolean, cancelled_at timestamptz, series_id uuid, created_by uuid,
               updated_at timestamptz, busy boolean)
LANGUAGE sql STABLE AS
$$
    SELECT a.id, a.kind,
           CASE WHEN appointment_hidden(a.visibility, a.created_by, p_account, p_preview, p_hide) THEN '' ELSE a.title END,
           CASE WHEN appointment_hidden(a.visibility, a.created_by, p_account, p_preview, p_hide) THEN '' ELSE a.note END,
           CASE WHEN appointment_hidden(a.visibility, a.created_by, p_account, p_preview, p_hide) THEN '' ELSE a.place END,
           CASE WHEN appointment_hidden(a.visibility, a.created_by, p_account, p_preview, p_hide) THEN '' ELSE a.with_name END,
           CASE WHEN appointment_hidden(a.visibility, a.created_by, p_account, p_preview, p_hide) THEN '' ELSE a.with_role END,
           a.starts_at, a.ends_at, a.visibility, a.cancelled, a.cancelled_at, a.series_id, a.created_by, a.updated_at,
           appointment_hidden(a.visibility, a.created_by, p_account, p_preview, p_hide)
      FROM appointment a
     WHERE a.client_id = p_client AND (a.kind = 'own' OR NOT p_own_only)
$$;

-- The gate of a calendar program, which has no session: the link is the key, and it opens no more than its account may
-- see now. One row when it is let in ('granted') or asks too often ('too_often'), none for a link that doesn't work; the
-- access log has a row of each use of a link that exists.
CREATE FUNCTION enter_calendar(p_token_hash text, p_ip text, p_at timestamptz, p_today date, p_visible_days integer,
                               p_uses_per_hour integer)
RETURNS TABLE (outcome text, account_id uuid, client_id uuid, client text, with_titles boolean)
LANGUAGE plpgsql VOLATILE ROWS 1 AS
$$
DECLARE
    l   calendar_link;
    a   account;
    x   access;
    c   client;
    why text;
BEGIN
    SELECT * INTO l FROM calendar_link k WHERE k.token_hash = p_token_hash FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT * INTO a FROM account k WHERE k.id = l.account_id;
    SELECT * INTO x FROM access k WHERE k.account_id = l.account_id AND k.client_id = l.client_id;
    SELECT * INTO c FROM client k WHERE k.id = l.client_id;
    IF l.hour_start IS NULL OR l.hour_start + interval '1 hour' <= p_at THEN
        l.hour_start := p_at;
        l.hour_uses := 0;
    END IF;
    why := CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked'
                WHEN a.state <> 'active' OR a.ends_on < p_today THEN 'account_ended'
                ELSE access_obstacle(x, c.care_ended_on, 'appointments', p_today, p_visible_days) END;
    IF why = '' AND l.hour_uses >= p_uses_per_hour THEN
        why := 'too_often';
    END IF;
    INSERT INTO access_log (at, event, action, outcome, reason, account_id, person, role, ip, source, client_id,
                            object_kind, object_id, rule)
    VALUES (p_at, 'agenda.subscription', 'R', CASE WHEN why = '' THEN 'granted' ELSE 'refused' END, why, a.id,
            person_name(a.given_name, a.prefix, a.family_name), coalesce(x.role, ''), p_ip, 'calendar', l.client_id,
            'calendar_link', l.id::text, 'link:appointments');
    IF why NOT IN ('', 'too_often') THEN
        RETURN;
    END IF;
    UPDATE calendar_link k
       SET last_used_at = CASE WHEN why = '' THEN p_at ELSE k.last_used_at END, hour_start = l.hour_start,
           hour_uses = l.hour_uses + 1
     WHERE k.id = l.id;
    outcome := CASE WHEN why = '' THEN 'granted' ELSE why END;
    account_id := a.id;
    client_id := l.client_id;
    client := client_name(c.form_of_address, c.initials, c.prefix, c.family_name);
    with_titles := l.with_titles;
    RETURN NEXT;
END
$$;

-- An appointment and a calendar link; all other kinds as before.
ALTER FUNCTION names_own_object(text, text, uuid, uuid, uuid) RENAME TO names_other_object;
CREATE FUNCTION names_own_object(p_kind text, p_id text, p_client uuid, p_account uuid,
                                 p_preview uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
$$
BEGIN
    IF p_id = '' THEN
        RETURN true;
    END IF;
    RETURN CASE p_kind
        WHEN 'appointment' THEN EXISTS (SELECT FROM appointment o WHERE o.id = p_id::uuid AND o.client_id = p_client)
        WHEN 'calendar_link' THEN EXISTS (SELECT FROM calendar_link o WHERE o.id = p_id::uuid AND o.account_id = p_account AND o.client_id = p_client)
        ELSE names_other_object(p_kind, p_id, p_client, p_account, p_preview)
    END;
END
$$;
