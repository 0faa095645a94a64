-- The care-record system has it in its hands and will say later what it made of it: from this moment on. The change
-- stays 'sending', so that whatever counts what is under way counts it too.
ALTER TABLE change ADD COLUMN sent_at timestamptz;

-- As before, and 'sent' for what waits for that answer.
CREATE OR REPLACE FUNCTION change_state(p_object uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$
    SELECT coalesce((SELECT CASE WHEN c.state = 'done' THEN 'delivered'
                                 WHEN c.state = 'sending' AND c.sent_at IS NOT NULL THEN 'sent'
                                 ELSE c.state END
                       FROM change c WHERE c.object_id = p_object ORDER BY c.id DESC LIMIT 1), '')
$$;
