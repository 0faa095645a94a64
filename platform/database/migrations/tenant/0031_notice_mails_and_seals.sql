-- Mails about notices, by everybody's own choice; and seals over the access log that name the row that was changed.

-- When somebody is next mailed that there is something new, and how often that was today. One row per account.
CREATE TABLE notice_mail (
    account_id   uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    due_at       timestamptz,
    last_mail_at timestamptz,
    mails_on     date,
    mails        integer NOT NULL DEFAULT 0
);
CREATE INDEX notice_mail_due ON notice_mail (due_at) WHERE due_at IS NOT NULL;

-- Where the mail can be stopped (sealed): a header of its own, so that mail programs can offer it (RFC 8058).
ALTER TABLE outbox ADD COLUMN unsubscribe text NOT NULL DEFAULT '';

-- One row of the access log as a number: every field, in an order and a form that no setting of a session changes.
CREATE FUNCTION access_log_hash(p_row access_log) RETURNS bytea LANGUAGE sql STABLE AS
$$
    SELECT sha256(convert_to(jsonb_build_array(p_row.id, extract(epoch FROM p_row.at)::text, p_row.event, p_row.action, p_row.outcome,
        p_row.reason, p_row.account_id, p_row.person, p_row.role, p_row.used_by, p_row.session_id, p_row.ip, p_row.device,
        p_row.source, p_row.client_id, p_row.object_kind, p_row.object_id, p_row.rule)::text, 'UTF8'))
$$;

-- row_marks  per row 16 bytes: its id and the beginning of its hash, so that a changed or missing row can be named
ALTER TABLE access_log_seal ADD COLUMN row_marks bytea NOT NULL DEFAULT '';

-- What a seal says about a range: every row's hash, and the seal before.
CREATE FUNCTION access_log_seal_of(p_from bigint, p_to bigint, p_before text, OUT row_count bigint, OUT seal text, OUT row_marks bytea)
LANGUAGE sql STABLE AS
$$
    SELECT count(*), encode(sha256(convert_to(p_before, 'UTF8') || int8send(p_from) || int8send(p_to) || int8send(count(*))
                                   || coalesce(string_agg(h.hash, ''::bytea ORDER BY h.id), '')), 'hex'),
           coalesce(string_agg(int8send(h.id) || substring(h.hash FROM 1 FOR 8), ''::bytea ORDER BY h.id), '')
      FROM (SELECT l.id, access_log_hash(l) AS hash FROM access_log l WHERE l.id BETWEEN p_from AND p_to) AS h
$$;

-- Seals the next rows, at most p_max; gives how many. Rows younger than two minutes wait: a transaction with a smaller
-- number may still be under way. Nobody who writes the log waits for this.
CREATE FUNCTION seal_access_log(p_at timestamptz, p_max integer) RETURNS bigint LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    last access_log_seal;
    v_from bigint;
    v_to bigint;
    s record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('access_log_seal')) THEN
        RETURN 0;
    END IF;
    SELECT * INTO last FROM access_log_seal ORDER BY to_id DESC LIMIT 1;
    v_from := coalesce(last.to_id, 0) + 1;
    SELECT coalesce(min(r.id) FILTER (WHERE r.at > p_at - interval '2 minutes') - 1, max(r.id)) INTO v_to
      FROM (SELECT l.id, l.at FROM access_log l WHERE l.id >= v_from ORDER BY l.id LIMIT p_max) AS r;
    IF v_to IS NULL OR v_to < v_from THEN
        RETURN 0;
    END IF;
    s := access_log_seal_of(v_from, v_to, coalesce(last.seal, ''));
    IF s.row_count > 0 THEN
        INSERT INTO access_log_seal (from_id, to_id, row_count, seal, sealed_at, row_marks)
        VALUES (v_from, v_to, s.row_count, s.seal, p_at, s.row_marks);
    END IF;
    RETURN s.row_count;
END
$$;

-- Looks at the seals after p_after, at most p_max, against the rows. One line per seal that is looked at: its end, '' or what
-- is wrong ('row' with the number of the first bad row, 'seal' when the seal itself was changed, 'gap' when one is missing).
CREATE FUNCTION check_access_log(p_after bigint, p_max integer)
RETURNS TABLE (to_id bigint, seal text, rows bigint, fault text, bad_row bigint) LANGUAGE plpgsql STABLE AS
$$
DECLARE
    k access_log_seal;
    before text := '';
    v_from bigint := 1;
    s record;
BEGIN
    SELECT l.seal, l.to_id + 1 INTO before, v_from FROM access_log_seal l WHERE l.to_id = p_after;
    before := coalesce(before, '');
    v_from := coalesce(v_from, 1);
    FOR k IN SELECT l.* FROM access_log_seal l WHERE l.to_id > p_after ORDER BY l.to_id LIMIT p_max LOOP
        to_id := k.to_id; seal := k.seal; rows := k.row_count; fault := ''; bad_row := NULL;
        IF k.from_id <> v_from THEN
            fault := 'gap'; bad_row := v_from;
        ELSE
            s := access_log_seal_of(k.from_id, k.to_id, before);
            IF s.seal <> k.seal THEN
                SELECT min(coalesce(a.id, b.id)) INTO bad_row
                  FROM (SELECT substring(k.row_marks FROM i * 16 + 1 FOR 8) AS id8, substring(k.row_marks FROM i * 16 + 9 FOR 8) AS h,
                               ('x' || encode(substring(k.row_marks FROM i * 16 + 1 FOR 8), 'hex'))::bit(64)::bigint AS id
                          FROM generate_series(0, length(k.row_marks) / 16 - 1) AS i) AS a
                  FULL JOIN (SELECT l.id, substring(access_log_hash(l) FROM 1 FOR 8) AS h FROM access_log l
                              WHERE l.id BETWEEN k.from_id AND k.to_id) AS b ON b.id = a.id
                 WHERE a.h IS DISTINCT FROM b.h;
                fault := CASE WHEN bad_row IS NULL THEN 'seal' ELSE 'row' END;
                bad_row := coalesce(bad_row, k.from_id);
            END IF;
        END IF;
        RETURN NEXT;
        IF fault <> '' THEN
            RETURN;
        END IF;
        before := k.seal;
        v_from := k.to_id + 1;
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON notice_mail TO :app;
