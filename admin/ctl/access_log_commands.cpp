#include <unistd.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/access_log_admin_store.h"
#include "admin/ctl/ctl.h"
#include "platform/base/json_text.h"

/// The access log for the organisation's reviewer (NEN 7513): searching it, which is written down itself, and
/// proving that nobody changed it.
namespace inzage::ctl {
namespace {

using Json = nlohmann::ordered_json;

UtcTime dayFrom(Ctl& ctl, const Arguments& arguments, std::string_view option, UtcTime otherwise) {
    const auto word = arguments.value(option);
    if (!word)
        return otherwise;
    const auto at = parseIsoUtc(word->size() == 10 ? *word + "T00:00:00Z" : *word);
    if (!at)
        ctl.misused(std::string{option} +
                    " takes a date such as 2026-11-24, or a moment such as 2026-11-24T08:00:00Z");
    return *at;
}

/// Who types: the person behind sudo when there is one.
std::string reviewerOf(const Arguments& arguments) {
    if (const auto by = arguments.value("--by"); by && !by->empty())
        return *by;
    for (const char* name : {"SUDO_USER", "LOGNAME", "USER"})
        if (const char* value = ::getenv(name); value != nullptr && *value != '\0')
            return value;
    return "uid " + std::to_string(::getuid());
}

LogQuestion questionFrom(Ctl& ctl, const Arguments& arguments) {
    constexpr int kRowsMax = 10000;
    const auto now = ctl.clock().now();
    LogQuestion question;
    question.client = arguments.value("--client").value_or("");
    question.account = arguments.value("--account").value_or("");
    question.from = dayFrom(ctl, arguments, "--from", now - std::chrono::hours{24});
    question.until = dayFrom(ctl, arguments, "--until", now + std::chrono::hours{1});
    question.event = arguments.value("--event").value_or("");
    question.outcome = arguments.value("--outcome").value_or("");
    if (!question.outcome.empty() && question.outcome != "granted" && question.outcome != "refused")
        ctl.misused("--outcome is granted or refused");
    question.max = static_cast<int>(ctl.typed(arguments.number("--max", 100, 1, kRowsMax)));
    question.before = ctl.typed(arguments.number("--before", 0, 0, std::numeric_limits<std::int64_t>::max()));
    return question;
}

Json toJson(const LogRow& row) {
    return {{"row", row.id},
            {"at", isoUtc(row.at)},
            {"event", row.event},
            {"action", row.action},
            {"outcome", row.outcome},
            {"reason", row.reason},
            {"person", row.person.reveal()},
            {"account", row.account},
            {"role", row.role},
            {"used_by", row.used_by},
            {"ip", row.ip},
            {"device", row.device},
            {"source", row.source},
            {"client", row.client},
            {"object_kind", row.object_kind},
            {"object_id", row.object_id},
            {"rule", row.rule}};
}

int search(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto question = questionFrom(ctl, arguments);
    const auto reviewer = reviewerOf(arguments);
    // Written down before anything is shown: no row, no answer.
    ctl.audit("access_log.search", id.text(),
              jsonText(Json{{"by", reviewer},
                            {"client", question.client},
                            {"account", question.account},
                            {"from", isoUtc(question.from)},
                            {"until", isoUtc(question.until)},
                            {"event", question.event},
                            {"outcome", question.outcome}}));
    auto tx = ctl.pools().begin(id);
    const auto rows = searchLog(tx, question);
    logSearch(tx, question, reviewer, ctl.clock().now());
    tx.commit();
    Json list = Json::array();
    for (const auto& row : rows) {
        if (ctl.json()) {
            list.push_back(toJson(row));
            continue;
        }
        ctl.out() << row.id << "  " << isoUtc(row.at) << "  " << row.outcome
                  << (row.reason.empty() ? "" : " (" + row.reason + ")") << "  " << row.action << ' '
                  << row.event << "  " << row.person.reveal()
                  << (row.role.empty() ? "" : " [" + row.role + "]")
                  << (row.client.empty() ? "" : "  client " + row.client)
                  << (row.object_kind.empty() ? "" : "  " + row.object_kind)
                  << (row.object_id.empty() ? "" : " " + row.object_id) << "  " << row.rule << "  " << row.ip
                  << (row.device.empty() ? "" : "  " + row.device) << '\n';
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    else if (rows.size() == static_cast<std::size_t>(question.max))
        ctl.out() << "older rows: --before " << rows.back().id << '\n';
    return kOk;
}

/// What was written elsewhere of this tenant's chain: end of a seal, and the seal.
std::map<std::int64_t, std::string> headsFrom(Ctl& ctl, const std::string& path, const std::string& tenant) {
    std::map<std::int64_t, std::string> heads;
    std::ifstream file{path};
    if (!file)
        ctl.fail(path + " can't be read");
    for (std::string line; std::getline(file, line);) {
        const auto head = readJson(line);
        if (head.is_object() && head.value("tenant", "") == tenant)
            heads[head.value("to_row", std::int64_t{0})] = head.value("seal", "");
    }
    return heads;
}

struct Verdict {
    std::int64_t rows = 0;
    std::int64_t last = 0;
    std::string fault;
    std::int64_t bad_row = 0;
    std::size_t heads = 0;
};

Verdict verdictOf(Ctl& ctl, const TenantId& id, std::map<std::int64_t, std::string> heads) {
    constexpr int kSealsAtOnce = 20;  // a statement has its deadline
    Verdict verdict;
    const auto heads_given = heads.size();
    for (bool more = true; more && verdict.fault.empty();) {
        auto tx = ctl.pools().begin(id);
        const auto seals = checkSeals(tx, verdict.last, kSealsAtOnce);
        tx.commit();
        more = seals.size() == kSealsAtOnce;
        for (const auto& seal : seals) {
            verdict.fault = seal.fault;
            verdict.bad_row = seal.bad_row;
            if (!seal.fault.empty())
                break;
            verdict.rows += seal.rows;
            const auto head = heads.find(seal.to_id);
            if (head != heads.end() && head->second != seal.seal) {
                verdict.fault = "head";
                verdict.bad_row = verdict.last + 1;
                break;
            }
            if (head != heads.end())
                heads.erase(head);
            verdict.last = seal.to_id;
        }
    }
    if (verdict.fault.empty() && !heads.empty()) {
        verdict.fault = "end";
        verdict.bad_row = std::min(heads.begin()->first, verdict.last + 1);
    }
    verdict.heads = heads_given - heads.size();
    return verdict;
}

std::string wordsFor(const std::string& fault) {
    if (fault == "row")
        return "was changed, added or removed after it was sealed";
    if (fault == "seal")
        return "begins a seal that was changed itself";
    if (fault == "gap")
        return "is where a seal is missing";
    if (fault == "head")
        return "begins a range whose seal differs from the head that was kept elsewhere";
    return "is where the log ends, but a head that was kept elsewhere reaches further";
}

int verify(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto heads_path = arguments.value("--heads").value_or(
        ctl.settings().evidence.heads_file.empty() ? "" : ctl.inVar(ctl.settings().evidence.heads_file));
    const bool asked = arguments.value("--heads").has_value();
    const bool there = !heads_path.empty() && ::access(heads_path.c_str(), R_OK) == 0;
    const auto verdict = verdictOf(
        ctl, id,
        asked || there ? headsFrom(ctl, heads_path, id.text()) : std::map<std::int64_t, std::string>{});
    auto tx = ctl.pools().begin(id);
    const auto unsealed = unsealedRows(tx);
    tx.commit();
    ctl.audit("access_log.verify", id.text(),
              jsonText(Json{{"fault", verdict.fault}, {"row", verdict.bad_row}}));
    if (ctl.json())
        ctl.out() << indentedJson(Json{{"sealed_rows", verdict.rows},
                                       {"last_sealed_row", verdict.last},
                                       {"unsealed_rows", unsealed},
                                       {"heads_compared", verdict.heads},
                                       {"fault", verdict.fault},
                                       {"first_bad_row", verdict.bad_row}})
                  << '\n';
    else if (verdict.fault.empty())
        ctl.out() << "the access log of " << id.text() << " is whole: " << verdict.rows
                  << " sealed rows up to row " << verdict.last << ", " << unsealed << " not yet sealed, "
                  << verdict.heads << " heads compared\n";
    else
        ctl.out() << "the access log of " << id.text() << " is NOT whole: row " << verdict.bad_row << ' '
                  << wordsFor(verdict.fault) << '\n';
    return verdict.fault.empty() ? kOk : kFailed;
}

}  // namespace

std::vector<Command> accessLogCommands() {
    return {
        {"access-log search",
         "TENANT [--client NUMBER] [--account LOGIN] [--from DATE] [--until DATE] [--event BEGINNING] "
         "[--outcome "
         "granted|refused] [--max N] [--before ROW] [--by NAME]",
         "Shows who did what, newest first; of the last day unless --from is given. Searching is written "
         "down too.",
         {{"--client", "--account", "--from", "--until", "--event", "--outcome", "--max", "--before", "--by"},
          {}},
         1,
         1,
         search},
        {"access-log verify",
         "TENANT [--heads FILE]",
         "Proves that no sealed row was changed, added or removed, or names the first that was; --heads: the "
         "heads as "
         "they were kept on another machine.",
         {{"--heads"}, {}},
         1,
         1,
         verify},
    };
}

}  // namespace inzage::ctl
