-- Photos and attachments: large ones in pieces, and who sees them.

-- What was to hold the content in one value was never written to.
ALTER TABLE file DROP COLUMN content;
-- Of photos of people there is one each.
CREATE UNIQUE INDEX file_profile_photo ON file (account_id) WHERE purpose = 'profile_photo';
CREATE UNIQUE INDEX file_client_photo ON file (client_id) WHERE purpose = 'client_photo';
CREATE INDEX file_client ON file (client_id) WHERE client_id IS NOT NULL;

CREATE TABLE file_piece (
    file_id uuid NOT NULL REFERENCES file ON DELETE CASCADE,
    number  integer NOT NULL,      -- from 0
    content bytea NOT NULL,
    PRIMARY KEY (file_id, number)
);
-- Photos are as small as they get.
ALTER TABLE file_piece ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE file ALTER COLUMN thumbnail SET STORAGE EXTERNAL;
GRANT SELECT, INSERT, UPDATE, DELETE ON file_piece TO :app;

-- Who took a post away, so that they can put it back, and who asked the manager to look at it.
ALTER TABLE pinboard_post ADD COLUMN deleted_by uuid;
ALTER TABLE pinboard_post ADD COLUMN reported_by uuid;
CREATE INDEX pinboard_post_deleted ON pinboard_post (deleted_at) WHERE deleted_at IS NOT NULL;

-- The name under which a Dutch telephone book has it: without the prefixes that stand before it.
CREATE FUNCTION sorting_name(p_family text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT regexp_replace(p_family, '^((aan|bij|d''|da|de|del|den|der|des|di|dos|du|el|het|''s|''t|in|la|le|les|lo|of|onder|op|over|te|ten|ter|tot|uit|van|vanden|vander|v\.?d\.?|von|voor|zu|zum|zur)(\s+|(?<='')))+', '', 'i')
$$;

-- The right that enter() is to ask for before it shows a file: that of what it belongs to. 'none' (being signed in) when
-- there is no such file, and for a person's own photo.
CREATE FUNCTION file_right(p_file uuid, p_token_hash text) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT coalesce((SELECT CASE f.purpose
                                WHEN 'pinboard_photo' THEN 'details'
                                WHEN 'attachment' THEN 'messages'
                                WHEN 'client_photo' THEN 'any'
                                WHEN 'profile_photo' THEN CASE WHEN f.account_id <> s.account_id OR s.state = 'preview' THEN 'any' END
                            END
                       FROM file f LEFT JOIN session s ON s.token_hash = p_token_hash WHERE f.id = p_file
                      -- Of another client's file nobody learns that it is there.
                        AND (f.client_id IS NULL OR EXISTS (SELECT FROM access x WHERE x.client_id = f.client_id AND x.account_id = s.account_id))),
                    'none')
$$;

-- Whether somebody who has that right at the chosen client sees the file.
CREATE FUNCTION sees_file(p_file uuid, p_client uuid, p_account uuid, p_preview uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$
    SELECT CASE f.purpose
        WHEN 'profile_photo' THEN f.account_id = p_account
            OR EXISTS (SELECT FROM access x WHERE x.client_id = p_client AND x.account_id = f.account_id)
        WHEN 'client_photo' THEN f.client_id = p_client
        WHEN 'pinboard_photo' THEN f.client_id = p_client
            AND EXISTS (SELECT FROM pinboard_post p WHERE p.id = f.parent_id AND p.client_id = p_client AND p.deleted_at IS NULL)
        WHEN 'attachment' THEN f.client_id = p_client
            AND EXISTS (SELECT FROM message m JOIN conversations_of(p_client, p_account, p_preview) c ON c.id = m.conversation_id
                         WHERE m.id = f.parent_id AND m.client_id = p_client
                           AND (m.state <> 'draft' OR (m.author_account = p_account AND p_preview IS NULL)))
        ELSE false
        END
      FROM file f WHERE f.id = p_file
$$;

-- As before, with posts of the pinboard and files.
CREATE OR REPLACE FUNCTION names_own_object(p_kind text, p_id text, p_client uuid, p_account uuid,
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
        WHEN 'pinboard_post' THEN EXISTS (SELECT FROM pinboard_post o WHERE o.id = p_id::uuid AND o.client_id = p_client
                                             AND o.deleted_at IS NULL)
        WHEN 'own_pinboard_post' THEN EXISTS (SELECT FROM pinboard_post o WHERE o.id = p_id::uuid AND o.client_id = p_client
                                                 AND o.author_account = p_account)
        WHEN 'managed_pinboard_post' THEN EXISTS (
            SELECT FROM pinboard_post o WHERE o.id = p_id::uuid AND o.client_id = p_client
               AND (o.author_account = p_account
                    OR EXISTS (SELECT FROM access x WHERE x.client_id = p_client AND x.account_id = p_account
                                  AND x.role = 'portal_manager')))
        WHEN 'file' THEN coalesce(sees_file(p_id::uuid, p_client, p_account, p_preview), false)
        ELSE true
    END;
END
$$;
