-- A download of everything that a person may see of one client: asked for, made in the background, kept in pieces,
-- fetched once.
ALTER TABLE export DROP COLUMN file_id;
ALTER TABLE export ADD COLUMN language text NOT NULL DEFAULT 'nl';
ALTER TABLE export ADD COLUMN rights text NOT NULL DEFAULT '';   -- of the person when it was made: 'messages,dossier,…'
ALTER TABLE export ADD COLUMN worked_at timestamptz;             -- the maker's last sign of life
ALTER TABLE export ADD COLUMN bytes bigint NOT NULL DEFAULT 0;
ALTER TABLE export ADD COLUMN fetched_at timestamptz;
-- One at a time per person and client.
CREATE UNIQUE INDEX export_open ON export (account_id, client_id) WHERE state IN ('queued', 'making', 'ready');
CREATE INDEX export_of ON export (account_id, client_id, created_at DESC);
CREATE INDEX export_waiting ON export (created_at) WHERE state IN ('queued', 'making');

CREATE TABLE export_part (
    export_id uuid NOT NULL REFERENCES export ON DELETE CASCADE,
    number    integer NOT NULL,
    content   bytea NOT NULL,
    PRIMARY KEY (export_id, number)
);
-- A zip gains nothing by compressing it once more.
ALTER TABLE export_part ALTER COLUMN content SET STORAGE EXTERNAL;
GRANT SELECT, INSERT, UPDATE, DELETE ON export_part TO :app;

-- The gate of what goes into a download: whose it is, as long as the person may still see that part. Every statement of
-- the maker selects from it; no viewer, no rows.
CREATE FUNCTION export_viewer(p_export uuid, p_right text, p_today date, p_visible_days integer)
RETURNS TABLE (account_id uuid, client_id uuid, rights text) LANGUAGE sql STABLE ROWS 1 AS
$$
    SELECT e.account_id, e.client_id, access_rights(a)
      FROM export e
      JOIN account k ON k.id = e.account_id AND k.state = 'active' AND (k.ends_on IS NULL OR k.ends_on >= p_today)
      JOIN client c ON c.id = e.client_id
      JOIN access a ON a.account_id = e.account_id AND a.client_id = e.client_id
     WHERE e.id = p_export AND e.state = 'making'
       AND access_obstacle(a, c.care_ended_on, p_right, p_today, p_visible_days) = ''
$$;
