#include "platform/exports/archive.h"

#include <Poco/DateTime.h>
#include <Poco/Path.h>
#include <Poco/Zip/Compress.h>

#include <sstream>

#include "platform/exports/fhir.h"

namespace inzage::exports {
namespace {

std::string_view endingOf(std::string_view content_type) noexcept {
    if (content_type == "image/png")
        return ".png";
    if (content_type == "application/pdf")
        return ".pdf";
    return content_type == "image/webp" ? ".webp" : ".jpg";
}

/// People stand in no order of time.
bool isByTime(Part part) noexcept {
    return part != Part::Client && part != Part::Contacts && part != Part::CareTeam;
}

class Writer {
  public:
    Writer(const ArchiveJob& job, std::ostream& out)
        : job_{job}, zip_{out, true}, bundle_{fhir_.stream(), job.task.client.text(), job.words.at} {}

    bool write() {
        const auto parts = partsOf(job_.scope.settings);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const int percent = static_cast<int>(95 * i / parts.size());
            if (!(parts[i] == Part::Files ? writeFiles(percent) : writePart(parts[i], percent)))
                return false;
        }
        bundle_.finish();
        fhir_.rewind();
        zip_.addFile(fhir_.stream(), Poco::DateTime{}, Poco::Path{"fhir/bundle.json", Poco::Path::PATH_UNIX});
        addText("index.html", contentsPage(job_.words, contents_));
        addText("stijl.css", std::string{archiveStyle()});
        zip_.close();
        return job_.go_on(99);
    }

    Contents& contents() noexcept { return contents_; }

  private:
    using Rows = database::Rows;

    /// Calls `take` for every row of a part; gives their number, absent when it is time to stop.
    std::optional<long> eachRow(Part part, int percent, const std::function<void(const Rows&)>& take) {
        ContentPlace place;
        long count = 0;
        for (;;) {
            std::size_t got = 0;
            job_.in_tx([&](database::TenantTx& tx) {
                const auto rows = contentAfter(tx, part, job_.scope, place);
                got = rows.size();
                if (got == 0)
                    return;
                take(rows);
                const auto last = rows[got - 1];
                place = {last.time("at").value_or(place.at), std::string{last.text("id")}};
            });
            count += static_cast<long>(got);
            if (!job_.go_on(percent))
                return std::nullopt;
            if (got < kContentRows)
                return count;
        }
    }

    bool writePart(Part part, int percent) {
        const std::string name{nameOf(part)};
        const std::string title = job_.words.say("exports.part_" + name);
        ScratchFile document;
        document.stream() << documentHead(job_.words, title, isByTime(part));
        const auto count = eachRow(part, percent, [&](const Rows& rows) {
            std::vector<Entry> entries;
            for (const auto& row : rows) {
                entries.push_back(entryOf(part, row, job_.words));
                bundle_.add(part, row);
            }
            document.stream() << documentEntries(job_.words, entries);
        });
        if (!count)
            return false;
        if (*count > 0) {
            document.stream() << documentFoot(job_.words);
            document.rewind();
            zip_.addFile(document.stream(), Poco::DateTime{}, Poco::Path{name + ".html"});
        }
        contents_.lines.push_back({*count > 0 ? name + ".html" : "", title, *count});
        return true;
    }

    bool writeFiles(int percent) {
        std::vector<std::pair<std::string, std::string>> files;  // id, path in the archive
        const auto count = eachRow(Part::Files, percent, [&](const Rows& rows) {
            for (const auto& row : rows) {
                std::string id{row.text("id")};
                std::string path = "bestanden/" + id + std::string{endingOf(row.text("content_type"))};
                bundle_.add(Part::Files, row, path);
                files.emplace_back(std::move(id), std::move(path));
            }
        });
        contents_.has_files = !files.empty();
        for (const auto& [id, path] : files)
            if (!writeFile(id, path, percent))
                return false;
        return count.has_value();
    }

    bool writeFile(const std::string& id, const std::string& path, int percent) {
        ScratchFile file;
        std::optional<std::string> piece;
        int number = 0;
        do {
            job_.in_tx([&](database::TenantTx& tx) { piece = filePiece(tx, job_.scope, id, number++); });
            if (piece)
                file.stream() << *piece;
        } while (piece);
        file.rewind();
        zip_.addFile(file.stream(), Poco::DateTime{}, Poco::Path{path, Poco::Path::PATH_UNIX});
        return job_.go_on(percent);
    }

    void addText(const std::string& path, const std::string& content) {
        std::istringstream text{content};
        zip_.addFile(text, Poco::DateTime{}, Poco::Path{path, Poco::Path::PATH_UNIX});
    }

    const ArchiveJob& job_;
    ScratchFile fhir_;
    Poco::Zip::Compress zip_;
    FhirBundle bundle_;
    Contents contents_;
};

}  // namespace

bool writeArchive(const ArchiveJob& job, std::ostream& out) {
    Writer writer{job, out};
    auto& contents = writer.contents();
    contents.organisation = job.organisation;
    contents.client = job.task.client_name;
    contents.person = job.task.person;
    return writer.write();
}

}  // namespace inzage::exports
