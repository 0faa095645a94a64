#include "platform/exports/content_store.h"

#include <algorithm>

#include "platform/access/offers.h"
#include "platform/base/hex.h"

namespace inzage::exports {
namespace {

// $1 export, $2 today, $3 days visible after care, $4 after (moment), $5 after (id)
#define INZAGE_VIEWED(right) "export_viewer($1::uuid, '" right "', $2::date, $3::integer) AS v"
#define INZAGE_AFTER(at, id) \
    "WHERE (" at ", " id ") > ($4::timestamptz, $5::uuid) ORDER BY " at ", " id " LIMIT 200"

constexpr database::Statement kRights{
    "exports_rights", "SELECT v.rights FROM export_viewer($1::uuid, 'any', $2::date, $3::integer) AS v"};

constexpr database::Statement kClient{"exports_client", R"sql(
    SELECT c.id, c.created_at AS at, client_name(c.form_of_address, c.initials, c.prefix, c.family_name) AS name,
           c.given_name, c.prefix, c.family_name, c.client_number, c.birth_date::text AS birth_date, c.location,
           c.deceased_on::text AS deceased_on, c.care_ended_on::text AS care_ended_on
      FROM )sql" INZAGE_VIEWED("any") R"sql( JOIN client c ON c.id = v.client_id )sql" INZAGE_AFTER(
                                                            "c.created_at", "c.id")};

constexpr database::Statement kReports{
    "exports_reports",
    R"sql(
    SELECT r.id, r.happened_at AS at, r.kind_label, r.title, r.body, r.author_name, r.author_role
      FROM )sql" INZAGE_VIEWED(
        "dossier") R"sql( JOIN report r ON r.client_id = v.client_id )sql" INZAGE_AFTER("r.happened_at",
                                                                                        "r.id")};

constexpr database::Statement kMeasurements{
    "exports_measurements",
    R"sql(
    SELECT m.id, m.taken_at AS at, m.kind_code, m.label, m.value::text AS value, m.value_second::text AS value_second, m.unit,
           m.range_low::text AS range_low, m.range_high::text AS range_high, m.note, m.author_name, m.author_role
      FROM )sql" INZAGE_VIEWED(
        "dossier") R"sql( JOIN measurement m ON m.client_id = v.client_id )sql" INZAGE_AFTER("m.taken_at",
                                                                                             "m.id")};

constexpr database::Statement kQuestionnaires{
    "exports_questionnaires",
    R"sql(
    SELECT q.id, q.filled_at AS at, q.title, q.score, q.answers, q.author_name, q.author_role
      FROM )sql" INZAGE_VIEWED(
        "dossier") R"sql( JOIN questionnaire q ON q.client_id = v.client_id )sql" INZAGE_AFTER("q.filled_at",
                                                                                               "q.id")};

constexpr database::Statement kCarePlans{"exports_care_plans", R"sql(
    SELECT p.id, p.created_at AS at, p.title, p.version, p.status, p.valid_from::text AS valid_from,
           p.valid_until::text AS valid_until, p.signed_on::text AS signed_on, p.goals, p.author_name, p.author_role
      FROM )sql" INZAGE_VIEWED("dossier") R"sql( JOIN care_plan p ON p.client_id = v.client_id AND p.status <> 'draft' )sql" INZAGE_AFTER(
                                                                   "p.created_at", "p.id")};

// $6 care appointments shown, $7 clients in home care see only the portal's own, $8 private ones are kept
// from the family.
constexpr database::Statement kAppointments{"exports_appointments", R"sql(
    SELECT a.id, a.starts_at AS at, a.ends_at, a.kind, a.cancelled, a.busy AS hidden, a.visibility, a.title, a.note, a.place,
           a.with_name, a.with_role
      FROM )sql" INZAGE_VIEWED("appointments") R"sql(
      JOIN client c ON c.id = v.client_id
     CROSS JOIN LATERAL appointments_of(v.client_id, v.account_id, NULL, NOT $6::boolean OR ($7::boolean AND c.home_care),
                                        $8::boolean) AS a
    )sql" INZAGE_AFTER("a.starts_at", "a.id")};

constexpr database::Statement kMessages{"exports_messages", R"sql(
    SELECT m.id, m.sent_at AS at, x.subject, m.body, m.author_name, m.author_role, m.conversation_id
      FROM )sql" INZAGE_VIEWED("messages") R"sql(
     CROSS JOIN LATERAL conversations_of(v.client_id, v.account_id, NULL) AS x
      JOIN message m ON m.conversation_id = x.id AND m.client_id = v.client_id AND m.state <> 'draft' )sql" INZAGE_AFTER(
                                                                "m.sent_at", "m.id")};

constexpr database::Statement kPinboard{"exports_pinboard", R"sql(
    SELECT b.id, b.posted_at AS at, b.body, b.author_name, b.in_reply_to
      FROM )sql" INZAGE_VIEWED("details") R"sql( JOIN pinboard_post b ON b.client_id = v.client_id AND b.deleted_at IS NULL )sql" INZAGE_AFTER(
                                                                "b.posted_at", "b.id")};

constexpr database::Statement kContacts{
    "exports_contacts",
    R"sql(
    SELECT o.id, o.created_at AS at, person_name(coalesce(nullif(o.given_name, ''), o.initials), o.prefix, o.family_name) AS name,
           o.given_name, o.prefix, o.family_name, o.relation, o.first_contact, o.legal_representative, o.email, o.phone, o.address
      FROM )sql" INZAGE_VIEWED(
        "details") R"sql( JOIN contact o ON o.client_id = v.client_id )sql" INZAGE_AFTER("o.created_at",
                                                                                         "o.id")};

constexpr database::Statement kCareTeam{
    "exports_care_team",
    R"sql(
    SELECT t.id, t.created_at AS at, t.name, t.role, t.phone, t.own_carer
      FROM )sql" INZAGE_VIEWED(
        "details") R"sql( JOIN care_team_member t ON t.client_id = v.client_id )sql" INZAGE_AFTER("t.created_"
                                                                                                  "at",
                                                                                                  "t.id")};

// The id of the log is a number; as a place it has the form of the others.
constexpr database::Statement kAccessLog{"exports_access_log", R"sql(
    SELECT lpad(to_hex(l.id), 32, '0')::uuid AS id, l.at, l.event, l.object_kind, l.action, l.outcome, l.person, l.role, l.used_by
      FROM )sql" INZAGE_VIEWED("any") R"sql(
      JOIN access_log l ON l.client_id = v.client_id
     WHERE l.at >= $4::timestamptz AND (l.at, lpad(to_hex(l.id), 32, '0')::uuid) > ($4::timestamptz, $5::uuid)
     ORDER BY l.at, lpad(to_hex(l.id), 32, '0')::uuid LIMIT 200)sql"};

constexpr database::Statement kFiles{"exports_files", R"sql(
    SELECT f.id, f.created_at AS at, f.name, f.content_type, f.purpose
      FROM )sql" INZAGE_VIEWED("any") R"sql(
      JOIN file f ON f.client_id = v.client_id AND sees_file(f.id, v.client_id, v.account_id, NULL)
       AND CASE f.purpose WHEN 'pinboard_photo' THEN 'details' = ANY (string_to_array(v.rights, ','))
                          WHEN 'attachment' THEN 'messages' = ANY (string_to_array(v.rights, ',')) ELSE true END
    )sql" INZAGE_AFTER("f.created_at", "f.id")};

// $4 file, $5 number of the piece
constexpr database::Statement kFilePiece{"exports_file_piece", R"sql(
    SELECT encode(p.content, 'hex') AS content
      FROM )sql" INZAGE_VIEWED("any") R"sql(
      JOIN file f ON f.client_id = v.client_id AND f.id = $4::uuid JOIN file_piece p ON p.file_id = f.id AND p.number = $5::integer)sql"};
#undef INZAGE_AFTER
#undef INZAGE_VIEWED

const database::Statement& statementOf(Part part) {
    switch (part) {
        case Part::Client:
            return kClient;
        case Part::Reports:
            return kReports;
        case Part::Measurements:
            return kMeasurements;
        case Part::Questionnaires:
            return kQuestionnaires;
        case Part::CarePlans:
            return kCarePlans;
        case Part::Appointments:
            return kAppointments;
        case Part::Messages:
            return kMessages;
        case Part::Pinboard:
            return kPinboard;
        case Part::Contacts:
            return kContacts;
        case Part::CareTeam:
            return kCareTeam;
        case Part::AccessLog:
            return kAccessLog;
        case Part::Files:
            return kFiles;
    }
    throw std::logic_error{"not a part of a download"};
}

bool shows(const config::TenantSettings& settings, config::DossierSection section) {
    const auto& sections = settings.dossier.sections;
    return std::find(sections.begin(), sections.end(), section) != sections.end();
}

}  // namespace

std::vector<Part> partsOf(const config::TenantSettings& settings) {
    std::vector<Part> parts{Part::Client};
    const auto add = [&](bool shown, Part part) {
        if (shown)
            parts.push_back(part);
    };
    using config::DossierSection;
    add(shows(settings, DossierSection::Reports), Part::Reports);
    add(shows(settings, DossierSection::Measurements), Part::Measurements);
    add(shows(settings, DossierSection::Questionnaires), Part::Questionnaires);
    add(shows(settings, DossierSection::CarePlan), Part::CarePlans);
    add(access::offersAgenda(settings), Part::Appointments);
    add(access::offersMessages(settings), Part::Messages);
    add(settings.pinboard.posts, Part::Pinboard);
    add(settings.people.contacts_shown, Part::Contacts);
    add(settings.people.care_team_shown, Part::CareTeam);
    parts.push_back(Part::AccessLog);
    parts.push_back(Part::Files);
    return parts;
}

std::string_view nameOf(Part part) noexcept {
    switch (part) {
        case Part::Client:
            return "client";
        case Part::Reports:
            return "rapportages";
        case Part::Measurements:
            return "metingen";
        case Part::Questionnaires:
            return "vragenlijsten";
        case Part::CarePlans:
            return "zorgplannen";
        case Part::Appointments:
            return "afspraken";
        case Part::Messages:
            return "berichten";
        case Part::Pinboard:
            return "prikbord";
        case Part::Contacts:
            return "contactpersonen";
        case Part::CareTeam:
            return "zorgteam";
        case Part::AccessLog:
            return "wie_keek";
        case Part::Files:
            return "bestanden";
    }
    return "";
}

std::optional<std::string> rightsNow(database::TenantTx& tx, const ContentScope& scope) {
    const auto rows =
        tx.run(kRights, {scope.export_id, scope.today, scope.settings.dossier.visible_after_care_days});
    if (rows.empty())
        return std::nullopt;
    return std::string{rows[0].text("rights")};
}

database::Rows contentAfter(database::TenantTx& tx, Part part, const ContentScope& scope,
                            const ContentPlace& place) {
    const auto& settings = scope.settings;
    std::vector<database::Param> params{scope.export_id, scope.today,
                                        settings.dossier.visible_after_care_days, place.at, place.id};
    if (part == Part::Appointments) {
        params.emplace_back(settings.agenda.care_appointments_shown);
        params.emplace_back(settings.agenda.home_care_sees_own_only);
        params.emplace_back(settings.agenda.private_kept_from_family);
    }
    return tx.run(statementOf(part), params);
}

std::optional<std::string> filePiece(database::TenantTx& tx, const ContentScope& scope,
                                     std::string_view file_id, int number) {
    const auto rows = tx.run(kFilePiece, {scope.export_id, scope.today,
                                          scope.settings.dossier.visible_after_care_days, file_id, number});
    if (rows.empty())
        return std::nullopt;
    return fromHex(rows[0].text("content"));
}

}  // namespace inzage::exports
