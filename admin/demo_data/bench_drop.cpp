#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "admin/demo_data/demo_data.h"
#include "admin/demo_data/drop_writer.h"
#include "admin/demo_data/dutch_time.h"
#include "admin/demo_data/fragments.h"
#include "admin/demo_data/random.h"
#include "platform/base/json_text.h"
#include "plugins/sdk/csv_reader.h"
#include "plugins/sdk/failure.h"

namespace inzage::demo_data {

namespace {

constexpr long long kRowsMax = 50'000'000;
constexpr long long kClientsMax = 100'000;
constexpr int kBodies = 997;  ///< prime, so that bodies don't come back in step with clients

std::string padded(char letter, long long number) {
    return letter + std::to_string(100'000'000 + number).substr(1);
}

/// Bodies of about 250 bytes; made once, because composing a million costs more than writing them.
std::vector<std::string> inventBodies() {
    Random random{20};
    std::vector<std::string> bodies;
    const std::array subjects{fragments::morningCare(), fragments::meal(),      fragments::activity(),
                              fragments::mood(),        fragments::afternoon(), fragments::evening()};
    while (bodies.size() < kBodies) {
        std::string body;
        for (const fragments::Lines lines : subjects) {
            if (body.size() > 230)
                break;
            body.append(body.empty() ? "" : " ");
            for (const char c : random.pick(lines))
                body.push_back(c == '%' ? '-' : c);
        }
        bodies.push_back(std::move(body));
    }
    return bodies;
}

SealedFile writeClients(const std::filesystem::path& dir, long long clients) {
    CsvFile out{dir / "client.csv",
                {"source_id", "source_version", "family_name", "initials", "form_of_address"}};
    for (long long i = 1; i <= clients; ++i)
        out.row(
            {padded('C', i), "1", "Proef " + std::to_string(i), "P.", i % 2 == 0 ? "mevrouw" : "de heer"});
    return {RecordKind::Client, out.rows(), out.finish()};
}

SealedFile writeReports(const std::filesystem::path& dir, long long clients, long long reports,
                        UtcTime until) {
    CsvFile out{dir / "report.csv",
                {"source_id", "source_version", "changed_at", "client", "kind_code", "kind_label", "title",
                 "body", "author_name", "author_role", "happened_at"}};
    const std::vector<std::string> bodies = inventBodies();
    for (long long i = 0; i < reports; ++i) {
        const std::string at = isoMoment(until - std::chrono::seconds{60 * (reports - i) % 63'072'000});
        const auto& body = bodies[static_cast<std::size_t>(i) % kBodies];
        out.row({padded('B', i + 1), "1", at, padded('C', i % clients + 1), "daily", "Dagrapportage",
                 "Rapportage van de dag", body, "Marga de Vries", "verzorgende", at});
    }
    return {RecordKind::Report, out.rows(), out.finish()};
}

long long countRows(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        throw std::system_error{errno, std::generic_category(), path.string()};
    long long rows = -1;
    try {
        sdk::CsvReader csv{fd, path.filename().string(), {}};
        while (csv.next())
            ++rows;
    } catch (...) {
        ::close(fd);
        throw;
    }
    ::close(fd);
    return std::max(rows, 0LL);
}

}  // namespace

Outcome<DemoSummary> writeBenchDrop(const std::filesystem::path& dir, long long clients, long long reports,
                                    UtcTime until, long long sequence) {
    if (clients < 1 || clients > kClientsMax || reports < 0 || reports > kRowsMax || sequence < 1)
        return Failure{FailureKind::Refused,
                       "a bench drop has 1 to 100,000 clients and up to 50,000,000 reports"};
    try {
        clearDrop(dir);
        std::vector<SealedFile> files;
        files.push_back(writeClients(dir, clients));
        files.push_back(writeReports(dir, clients, reports, until));
        sealDrop(dir, files, "full", sequence, isoMoment(until));
        return DemoSummary{clients, reports, 0, clients + reports};
    } catch (const std::system_error& error) {
        return Failure{FailureKind::Transient,
                       std::string{"the bench drop can't be written: "} + error.what()};
    }
}

Outcome<void> resealDrop(const std::filesystem::path& dir) {
    try {
        std::ifstream in{dir / "manifest.json", std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        const auto manifest = readJson(text);
        if (!manifest.is_object())
            return Failure{FailureKind::Refused, "there is no manifest.json to renew in " + dir.string()};
        std::vector<SealedFile> files;
        for (const RecordKind kind : kRecordKinds) {
            const auto path = dir / (std::string{nameOf(kind)} + ".csv");
            if (std::filesystem::exists(path))
                files.push_back({kind, countRows(path), sha256OfFile(path)});
        }
        sealDrop(dir, files, manifest.value("mode", "full"), manifest.value("sequence", 1LL),
                 manifest.value("created_at", ""));
        return {};
    } catch (const sdk::AdapterFailure& failure) {
        return Failure{FailureKind::Refused, failure.what()};
    } catch (const nlohmann::json::exception&) {
        return Failure{FailureKind::Refused,
                       "manifest.json in " + dir.string() + " has values of a wrong type"};
    } catch (const std::system_error& error) {
        return Failure{FailureKind::Transient, std::string{"the drop can't be renewed: "} + error.what()};
    }
}

}  // namespace inzage::demo_data
