#include "admin/demo_data/demo_data.h"

#include <system_error>

#include "admin/demo_data/history.h"

namespace inzage::demo_data {

namespace {

using std::chrono::days;

constexpr int kHistoryDays = 730;

CsvFile clientFile(const std::filesystem::path& dir) {
    return {dir / "client.csv",
            {"source_id", "changed_at", "client_number", "form_of_address", "given_name", "initials",
             "prefix", "family_name", "birth_date", "home_care", "location", "ward", "email", "phone"}};
}

void writeClient(CsvFile& out, const Drop& drop, const Profile& client) {
    const std::string changed = isoMoment(fromDutchClock(drop.first_day, 540));
    const std::string number = std::to_string(20000 + client.number);
    const std::string room = client.team.home_care
                                 ? client.team.ward
                                 : client.team.ward + ", kamer " + std::to_string(client.room);
    const bool jansen = client.number == 1;
    out.row({client.source_id, changed, number, client.name.formOfAddress(), client.name.given,
             client.name.initials, client.name.prefix, client.name.family, isoDay(client.born),
             client.team.home_care ? "1" : "0", client.team.location, room,
             jansen ? "mw.jansen@example.nl" : "", jansen ? "06 1234 5601" : ""});
}

CsvFile episodeFile(const std::filesystem::path& dir) {
    return {dir / "care_episode.csv",
            {"source_id", "changed_at", "client", "starts_on", "ends_on", "kind", "reason"}};
}

void writeEpisode(CsvFile& out, const Drop& drop, const Profile& client) {
    const Day changed = client.care_until ? *client.care_until : drop.first_day;
    out.row({"E" + client.source_id.substr(1), isoMoment(fromDutchClock(changed, 720)), client.source_id,
             isoDay(client.care_from), client.care_until ? isoDay(*client.care_until) : "",
             client.team.home_care ? "thuiszorg" : "verpleeghuiszorg",
             client.care_until ? "verhuisd naar een andere organisatie" : ""});
}

CsvFile contactFile(const std::filesystem::path& dir) {
    return {dir / "contact.csv",
            {"source_id", "changed_at", "client", "person", "form_of_address", "given_name", "initials",
             "prefix", "family_name", "relation", "portal_manager", "legal_representative", "first_contact",
             "email", "phone", "address", "locked"}};
}

void writeContacts(CsvFile& out, const Drop& drop, const Profile& client) {
    const std::string changed = isoMoment(fromDutchClock(drop.first_day, 560));
    int number = 0;
    const auto yes = [](bool on) { return on ? "1" : "0"; };
    for (const Relative& r : client.relatives)
        out.row({"K" + client.source_id.substr(1) + "-" + std::to_string(++number), changed, client.source_id,
                 r.person, r.name.formOfAddress(), r.name.given, r.name.initials, r.name.prefix,
                 r.name.family, r.relation, yes(r.portal_manager), yes(r.legal_representative),
                 yes(r.first_contact), r.email, r.phone, r.address, yes(r.locked)});
}

CsvFile careTeamFile(const std::filesystem::path& dir) {
    return {
        dir / "care_team_member.csv",
        {"source_id", "changed_at", "client", "name", "role", "is_own_carer", "receives_messages", "phone"}};
}

void writeCareTeam(CsvFile& out, const Drop& drop, const Profile& client) {
    const std::string changed = isoMoment(fromDutchClock(drop.first_day, 580));
    int number = 0;
    const auto add = [&](Job job, std::size_t turn, bool own, bool receives) {
        out.row({"T" + client.source_id.substr(1) + "-" + std::to_string(++number), changed, client.source_id,
                 client.team.one(job, turn).name.full(), roleOf(job), own ? "1" : "0", receives ? "1" : "0",
                 ""});
    };
    add(Job::Nurse, 0, false, true);
    add(Job::Carer, client.own_carer, true, true);
    add(Job::Carer, client.own_carer + 1, false, false);
    add(Job::Physio, 0, false, true);
    if (!client.team.home_care)
        add(Job::NightCarer, 0, false, false);
}

using OpenFileOf = CsvFile (*)(const std::filesystem::path&);
using Writer = void (*)(CsvFile&, const Drop&, const Profile&);

struct Part {
    RecordKind kind;
    OpenFileOf open;
    Writer write;
};
constexpr Part kParts[]{{RecordKind::Client, clientFile, writeClient},
                        {RecordKind::CareEpisode, episodeFile, writeEpisode},
                        {RecordKind::Report, reportFile, writeReports},
                        {RecordKind::Measurement, measurementFile, writeMeasurements},
                        {RecordKind::Questionnaire, questionnaireFile, writeQuestionnaires},
                        {RecordKind::CarePlan, carePlanFile, writeCarePlans},
                        {RecordKind::Appointment, appointmentFile, writeAppointments},
                        {RecordKind::Message, messageFile, writeMessages},
                        {RecordKind::PinboardPost, pinboardFile, writePinboard},
                        {RecordKind::Contact, contactFile, writeContacts},
                        {RecordKind::CareTeamMember, careTeamFile, writeCareTeam}};

}  // namespace

std::string recordId(char letter, const Profile& client, int number) {
    return letter + client.source_id.substr(1) + "-" + std::to_string(100000 + number).substr(1);
}

Outcome<DemoSummary> writeDemoDrop(const TenantId& tenant, std::uint64_t seed,
                                   const std::filesystem::path& dir, const DemoOptions& options) {
    if (options.clients < 4 || options.clients > 5000 || options.sequence < 1)
        return Failure{FailureKind::Refused,
                       "demo data needs 4 to 5,000 clients and a sequence number of 1 or more"};
    Drop drop;
    // The organisation is part of the seed: five drops of one command are five different worlds.
    drop.seed = Random{seed, tenant.text(), 0}.next();
    drop.until = options.until;
    drop.today = dutchDay(options.until);
    drop.first_day = drop.today - days{kHistoryDays};
    try {
        const std::vector<Profile> clients = inventClients(drop.seed, options.clients, drop.today);
        clearDrop(dir);
        DemoSummary summary;
        std::vector<SealedFile> files;
        for (const Part& part : kParts) {
            if (part.kind == RecordKind::PinboardPost && !options.pinboard)
                continue;
            CsvFile out = part.open(dir);
            for (const Profile& client : clients)
                part.write(out, drop, client);
            files.push_back({part.kind, out.rows(), out.finish()});
            summary.records += out.rows();
            if (part.kind == RecordKind::Client)
                summary.clients = out.rows();
            if (part.kind == RecordKind::Report)
                summary.reports = out.rows();
            if (part.kind == RecordKind::Measurement)
                summary.measurements = out.rows();
        }
        sealDrop(dir, files, "full", options.sequence, isoMoment(options.until));
        return summary;
    } catch (const std::system_error& error) {
        return Failure{FailureKind::Transient, std::string{"demo data can't be written: "} + error.what()};
    }
}

}  // namespace inzage::demo_data
