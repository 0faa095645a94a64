-- PostgreSQL takes <ochtend> for a tag and what stands between <script> and </script> for none of the text. In a report
-- they are what somebody wrote, so they are searched: the angle brackets are blanks.
CREATE OR REPLACE FUNCTION report_words(p_client uuid, p_kind text, p_title text, p_body text, p_author text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
BEGIN
    RETURN (SELECT coalesce(array_to_tsvector(array_agg(p_client::text || w)), ''::tsvector)
              FROM unnest(tsvector_to_array(to_tsvector('dutch'::regconfig,
                       translate(p_kind || ' ' || p_title || ' ' || p_body || ' ' || p_author, '<>', '  ')))) AS w
             WHERE octet_length(w) < 1000);
END
$$ COST 5000;
REINDEX INDEX report_search;
