-- Changes on their way to the care-record system.

-- Who wrote it, as it was at that moment: an account may be gone when it is handed over.
ALTER TABLE change ADD COLUMN written_by_name text NOT NULL DEFAULT '';
ALTER TABLE change ADD COLUMN written_by_role text NOT NULL DEFAULT '';

-- The newest change of an object, for pages; replaces change_object.
CREATE INDEX change_newest ON change (object_id, id DESC);
DROP INDEX change_object;

-- Until the care-record system has given what was written here its own id. run_id stays NULL until a run has seen it
-- there: only then is it the source's to remove.
ALTER TABLE report ALTER COLUMN source_id DROP NOT NULL;
ALTER TABLE report ALTER COLUMN source_version SET DEFAULT '';
ALTER TABLE report ALTER COLUMN run_id DROP NOT NULL;
CREATE INDEX report_written_by ON report (client_id, written_by, created_at DESC) WHERE written_by IS NOT NULL;

-- How the newest change of a thing stands: 'queued', 'sending', 'delivered', 'conflict' or 'set_aside'; '' when nothing
-- of it ever had to go out. One look into an index.
CREATE FUNCTION change_state(p_object uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$
    SELECT coalesce((SELECT CASE c.state WHEN 'done' THEN 'delivered' ELSE c.state END
                       FROM change c WHERE c.object_id = p_object ORDER BY c.id DESC LIMIT 1), '')
$$;
