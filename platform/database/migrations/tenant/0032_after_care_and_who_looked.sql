-- After care: telling it once per date, taking the dossier away when its time is over, and not letting it back in. And who may
-- read who looked.

-- The end of care that people were told by mail; another date is told anew.
ALTER TABLE client ADD COLUMN care_end_told date;
CREATE INDEX client_care_ended ON client (care_ended_on) WHERE care_ended_on IS NOT NULL;

-- Clients whose dossier was taken away. Their records are not taken in again, unless care begins anew.
CREATE TABLE purged_client (
    source_id     text PRIMARY KEY,
    care_ended_on date NOT NULL,
    purged_at     timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON purged_client TO :app;

-- Takes away a piece, at most p_max rows, of the dossier of one client whose care ended before p_before; gives the number of
-- rows, p_max when there is more to do. Everything that hangs on the client goes, table after table, at last the accounts that
-- have no other client, and the client. The access log stays: nothing in it refers to what goes.
CREATE FUNCTION purge_after_care(p_before date, p_at timestamptz, p_max integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    c client;
    t record;
    n integer;
    total integer := 0;
BEGIN
    SELECT * INTO c FROM client WHERE care_ended_on < p_before ORDER BY care_ended_on, id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    -- Whatever refers to a client and goes with it, also what later versions add. Conversations after their messages; access
    -- last, because accounts are found by it.
    FOR t IN SELECT k.conrelid::regclass::text AS name, a.attname AS col
               FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
              WHERE k.contype = 'f' AND k.confrelid = 'client'::regclass AND k.confdeltype = 'c' AND k.conrelid <> 'access'::regclass
              ORDER BY k.conrelid = 'conversation'::regclass, k.conrelid::regclass::text LOOP
        EXECUTE format('DELETE FROM %s WHERE ctid IN (SELECT ctid FROM %s WHERE %I = $1 LIMIT $2)', t.name, t.name, t.col)
          USING c.id, p_max - total;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
        IF total >= p_max THEN
            RETURN p_max;
        END IF;
    END LOOP;
    DELETE FROM set_aside_record q WHERE q.payload ->> 'client' = c.source_id;
    DELETE FROM account a
     WHERE EXISTS (SELECT FROM access x WHERE x.account_id = a.id AND x.client_id = c.id)
       AND NOT EXISTS (SELECT FROM access x WHERE x.account_id = a.id AND x.client_id <> c.id);
    INSERT INTO purged_client (source_id, care_ended_on, purged_at) VALUES (c.source_id, c.care_ended_on, p_at)
    ON CONFLICT (source_id) DO UPDATE SET care_ended_on = excluded.care_ended_on, purged_at = excluded.purged_at;
    DELETE FROM client WHERE id = c.id;
    -- There may be another one.
    RETURN p_max;
END
$$;

-- Whether who is signed in may read who looked at this client's dossier: the client, the legal representative and the portal
-- manager. In a preview, both must be; who chose no client yet, at all of theirs.
CREATE FUNCTION reads_access_log(p_token_hash text, p_client uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$
    SELECT coalesce(bool_and(x.role IN ('client', 'legal_representative', 'portal_manager')), false)
      FROM session s
      JOIN access x ON x.account_id IN (s.account_id, s.preview_account)
                   AND x.client_id = coalesce(p_client, s.client_id, x.client_id)
     WHERE s.token_hash = p_token_hash
$$;
