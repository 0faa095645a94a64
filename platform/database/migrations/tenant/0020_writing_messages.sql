-- Messages that people write in the portal.

-- The key that a form carries, so that pressing twice sends once.
ALTER TABLE message ADD COLUMN form_key uuid;
CREATE UNIQUE INDEX message_form_key ON message (author_account, form_key) WHERE form_key IS NOT NULL;
-- How many somebody sent in the last hour.
CREATE INDEX message_written_by ON message (author_account, created_at DESC) WHERE author_account IS NOT NULL;

-- What is new is what arrived since somebody looked, not what was sent since: an answer of this morning may arrive with
-- this evening's run. conversation_member.read_until is the arrival (created_at) of the newest message seen.
CREATE INDEX message_arrival ON message (conversation_id, created_at DESC);
CREATE INDEX message_client_arrival ON message (client_id, created_at DESC);
UPDATE conversation_member m
   SET read_until = greatest(m.read_until, (SELECT max(o.created_at) FROM message o
                                             WHERE o.conversation_id = m.conversation_id AND o.sent_at <= m.read_until))
 WHERE m.read_until IS NOT NULL;

-- What the care-record system calls a conversation that began here. It may have several names for one: an answer of each
-- of two carers can come under a name of its own.
CREATE TABLE conversation_alias (
    source_id       text PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX conversation_alias_of ON conversation_alias (conversation_id);
CREATE INDEX conversation_begun_here ON conversation (client_id) WHERE NOT for_circle;

-- What somebody began to write and keeps for later: an answer, or (conversation_id NULL) a new message.
CREATE TABLE message_draft (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id      uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    client_id       uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    conversation_id uuid REFERENCES conversation ON DELETE CASCADE,
    recipients      uuid[] NOT NULL DEFAULT '{}',   -- accounts and members of the care team
    subject         text NOT NULL DEFAULT '',
    body            text NOT NULL DEFAULT '',
    saved_at        timestamptz NOT NULL
);
CREATE INDEX message_draft_list ON message_draft (account_id, client_id, saved_at DESC);
CREATE UNIQUE INDEX message_draft_answer ON message_draft (account_id, conversation_id) WHERE conversation_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON conversation_alias, message_draft TO :app;

-- The people around a client who read messages now, but one.
CREATE FUNCTION message_people(p_client uuid, p_but uuid, p_today date)
RETURNS TABLE (id uuid, name text, relation text, role text) LANGUAGE sql STABLE AS
$$
    SELECT a.id, person_name(a.given_name, a.prefix, a.family_name), x.relation, x.role
      FROM access x JOIN account a ON a.id = x.account_id
     WHERE x.client_id = p_client AND x.right_messages AND a.id <> p_but AND a.state = 'active'
       AND (x.ends_on >= p_today) IS NOT false AND (a.ends_on >= p_today) IS NOT false
$$;

-- Whether an account acts for the client by law, whatever else it is: the portal manager often is both.
CREATE FUNCTION represents(p_account uuid, p_client uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$
    SELECT EXISTS (SELECT FROM access x WHERE x.account_id = p_account AND x.client_id = p_client
                      AND x.role = 'legal_representative')
        OR EXISTS (SELECT FROM account a JOIN contact k ON k.id = a.contact_id
                     JOIN contact o ON o.client_id = p_client AND o.legal_representative
                                   AND (o.id = k.id OR (o.person_source_id <> '' AND o.person_source_id = k.person_source_id))
                    WHERE a.id = p_account)
$$;

-- What must be known before somebody answers in a conversation: how many others in it still read messages, and who of the
-- care team in it receives them.
CREATE FUNCTION conversation_facts(p_conversation uuid, p_client uuid, p_account uuid, p_today date)
RETURNS TABLE (represents boolean, readers bigint, carers bigint, own_carers bigint) LANGUAGE sql STABLE ROWS 1 AS
$$
    SELECT represents(p_account, p_client),
           (SELECT count(*) FROM conversation_member o JOIN message_people(p_client, p_account, p_today) p ON p.id = o.account_id
             WHERE o.conversation_id = p_conversation),
           count(t.id), count(t.id) FILTER (WHERE t.own_carer)
      FROM conversation_member o JOIN care_team_member t ON t.id = o.care_team_member_id AND t.receives_messages
     WHERE o.conversation_id = p_conversation
$$;

-- Whether something new has come for who looks at messages, for the script that asks now and then: reads only, keeps no
-- session alive and writes nothing, because it tells a number and nothing of anybody. Zero rows: not allowed (any more).
-- p_conversation  NULL: in all that this account reads at the client chosen in its session
-- p_since         arrivals after this moment count
CREATE FUNCTION message_news(p_token_hash text, p_conversation uuid, p_since timestamptz, p_at timestamptz, p_today date,
                             p_idle_s integer, p_visible_days integer)
RETURNS TABLE (fresh bigint) LANGUAGE plpgsql STABLE ROWS 1 AS
$$
DECLARE
    s session;
    x access;
    own access;
    c client;
BEGIN
    SELECT * INTO s FROM session WHERE token_hash = p_token_hash;
    IF NOT FOUND OR s.state NOT IN ('full', 'preview') OR NOT session_lives(s, p_at, p_idle_s)
       OR NOT EXISTS (SELECT FROM account a WHERE a.id = s.account_id AND a.state = 'active' AND (a.ends_on >= p_today) IS NOT false) THEN
        RETURN;
    END IF;
    SELECT * INTO c FROM client WHERE id = s.client_id;
    SELECT * INTO own FROM access WHERE account_id = s.account_id AND client_id = s.client_id;
    SELECT * INTO x FROM access WHERE account_id = coalesce(s.preview_account, s.account_id) AND client_id = s.client_id;
    IF access_obstacle(own, c.care_ended_on, 'messages', p_today, p_visible_days) <> ''
       OR access_obstacle(x, c.care_ended_on, 'messages', p_today, p_visible_days) <> ''
       OR (p_conversation IS NOT NULL
           AND NOT EXISTS (SELECT FROM conversations_of(s.client_id, s.account_id, s.preview_account) o WHERE o.id = p_conversation)) THEN
        RETURN;
    END IF;
    IF p_conversation IS NOT NULL THEN
        RETURN QUERY SELECT count(*) FROM (SELECT FROM message m
                                            WHERE m.conversation_id = p_conversation AND m.created_at > p_since AND m.state <> 'draft'
                                              AND m.author_account IS DISTINCT FROM s.account_id LIMIT 99) AS n;
    ELSE
        RETURN QUERY SELECT count(*) FROM (SELECT FROM message m
                                             JOIN conversations_of(s.client_id, s.account_id, s.preview_account) o ON o.id = m.conversation_id
                                            WHERE m.client_id = s.client_id AND m.created_at > p_since AND m.state <> 'draft'
                                              AND m.author_account IS DISTINCT FROM s.account_id LIMIT 99) AS n;
    END IF;
END
$$;
