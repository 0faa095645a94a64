-- What the care-record system made of a change: a thing that is deleted here before its last change went out is found
-- over there by the receipt of an earlier one.
ALTER TABLE change ADD COLUMN source_id text NOT NULL DEFAULT '';
-- From when on the term counts after which it is given up; moves when somebody sends it again.
ALTER TABLE change ADD COLUMN queued_at timestamptz;

-- What a person is to the client, in the words that staff read: "dochter", else what the portal knows.
CREATE FUNCTION access_relation(p_access access) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT coalesce(nullif(p_access.relation, ''),
                    CASE p_access.role WHEN 'client' THEN 'cliënt' WHEN 'portal_manager' THEN 'portaalbeheerder'
                                       WHEN 'legal_representative' THEN 'wettelijk vertegenwoordiger'
                                       ELSE 'contactpersoon' END)
$$;

-- The words of a report for searching: Dutch stems, each behind its client's id. So a word is looked up among one
-- client's reports only, also by its beginning, and a search costs the same however many clients there are.
CREATE FUNCTION report_words(p_client uuid, p_kind text, p_title text, p_body text, p_author text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
BEGIN
    RETURN (SELECT coalesce(array_to_tsvector(array_agg(p_client::text || w)), ''::tsvector)
              FROM unnest(tsvector_to_array(to_tsvector('dutch'::regconfig,
                       p_kind || ' ' || p_title || ' ' || p_body || ' ' || p_author))) AS w
             WHERE octet_length(w) < 1000);
END
$$ COST 5000;
CREATE INDEX report_search ON report USING gin (report_words(client_id, kind_label, title, body, author_name));
