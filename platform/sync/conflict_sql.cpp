#include "platform/sync/conflict_sql.h"

namespace inzage::sync {

namespace {

// One notice for all changes of a thing that one person lost.
std::string tellText(const std::string& kind) {
    std::string path = "''";
    if (kind == "appointment")
        path = "'/agenda'";
    if (kind == "pinboard_post")
        path = "'/gegevens/prikbord'";
    if (kind == "contact" || kind == "client")
        path = "'/profiel'";
    return "INSERT INTO notice (client_id, account_id, kind, object_id, detail, created_at) SELECT DISTINCT "
           "l.client_id, l.account_id, 'change_failed', l.object_id, CASE WHEN " +
           path + " = '' THEN '{}'::jsonb ELSE jsonb_build_object('path', " + path +
           ") END, $1::timestamptz FROM lost l WHERE l.account_id IS NOT NULL";
}

std::string lostText(const std::string& why) {
    return "WITH lost AS (UPDATE change c SET state = 'conflict', payload = '{}', done_at = $1::timestamptz, "
           "answer = 'the care-record system " +
           why + " it meanwhile'";
}

}  // namespace

std::string changedThereText(const std::string& kind, const std::string& staging) {
    return lostText("changed") + " FROM " + kind + " o JOIN " + staging +
           " s ON s.source_id = o.source_id WHERE c.state = 'queued' AND c.action = 'update' AND c.kind = '" +
           kind +
           "' AND c.object_id = o.id AND o.run_id IS NOT NULL AND s.source_version IS DISTINCT FROM "
           "o.source_version AND NOT EXISTS (SELECT FROM change e WHERE e.object_id = o.id AND (e.state = "
           "'sending' OR (e.state = 'done' AND e.source_version <> '' AND e.source_version = "
           "o.source_version))) RETURNING c.client_id, c.account_id, c.object_id) " +
           tellText(kind);
}

std::string removedThereText(const std::string& kind) {
    return lostText("removed") + " FROM " + kind +
           " o JOIN staging_removed g ON g.source_id = o.source_id WHERE c.state = 'queued' AND c.action <> "
           "'delete' AND c.kind = '" +
           kind + "' AND c.object_id = o.id RETURNING c.client_id, c.account_id, c.object_id), told AS (" +
           tellText(kind) + ") ";
}

}  // namespace inzage::sync
