#pragma once
#include "admin/demo_data/drop_writer.h"
#include "admin/demo_data/people.h"

namespace inzage::demo_data {

/// Now and then something happens: it shows in reports and measurements of the same days.
struct Happening {
    enum class Kind { Cold, Fall } kind;
    Day from{};
    int days = 7;
};

/// What the writers of one drop share. Everything lies before `until`, except appointments.
struct Drop {
    std::uint64_t seed = 0;
    UtcTime until{};
    Day today{};
    Day first_day{};  ///< two years before today

    [[nodiscard]] Random randomFor(std::string_view purpose, const Profile& client) const {
        return {seed, purpose, static_cast<std::uint64_t>(client.number)};
    }
    /// The last day of the client's history.
    [[nodiscard]] Day lastDay(const Profile& client) const {
        return client.care_until ? *client.care_until : today;
    }
};

[[nodiscard]] std::vector<Happening> happeningsOf(const Drop& drop, const Profile& client);
[[nodiscard]] const Happening* happeningOn(const std::vector<Happening>& all, Day day);

// Each appends the records of one client to the file of its kind; ids count up from the oldest.
void writeReports(CsvFile& out, const Drop& drop, const Profile& client);
void writeMeasurements(CsvFile& out, const Drop& drop, const Profile& client);
void writeQuestionnaires(CsvFile& out, const Drop& drop, const Profile& client);
void writeCarePlans(CsvFile& out, const Drop& drop, const Profile& client);
void writeAppointments(CsvFile& out, const Drop& drop, const Profile& client);
void writeMessages(CsvFile& out, const Drop& drop, const Profile& client);
void writePinboard(CsvFile& out, const Drop& drop, const Profile& client);

// The files and their headers.
[[nodiscard]] CsvFile reportFile(const std::filesystem::path& dir);
[[nodiscard]] CsvFile measurementFile(const std::filesystem::path& dir);
[[nodiscard]] CsvFile questionnaireFile(const std::filesystem::path& dir);
[[nodiscard]] CsvFile carePlanFile(const std::filesystem::path& dir);
[[nodiscard]] CsvFile appointmentFile(const std::filesystem::path& dir);
[[nodiscard]] CsvFile messageFile(const std::filesystem::path& dir);
[[nodiscard]] CsvFile pinboardFile(const std::filesystem::path& dir);

/// "R0001-00042"
[[nodiscard]] std::string recordId(char letter, const Profile& client, int number);

}  // namespace inzage::demo_data
