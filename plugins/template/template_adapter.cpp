#include "template_adapter.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <vector>

#include "json_records.h"
#include "messages_folder.h"
#include "plugins/sdk/json_reader.h"
#include "settings.h"

namespace inzage::json_folder {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;

constexpr std::size_t kChunkBytes = 64UL * 1024;

/// Hands the file over in pieces, so that memory stays flat whatever its size. What isn't there may come:
/// Transient.
template <typename Take>
void readFile(const std::string& folder, const std::string& name, const sdk::Call& call, Take take) {
    std::ifstream file{folder + "/" + name, std::ios::binary};
    if (!file)
        throw AdapterFailure{
            AdapterFailureKind::Transient,
            name + " can't be opened in " + folder + "; is the export there, and may this program read it?"};
    std::vector<char> chunk(kChunkBytes);
    while (file) {
        call.proceedOrThrow();
        file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        take(std::string_view{chunk.data(), static_cast<std::size_t>(file.gcount())});
    }
    if (file.bad())
        throw AdapterFailure{AdapterFailureKind::Transient, name + " can't be read to its end"};
}

/// A number from 1 on, without sign or anything behind it; 0 when it is none.
std::uint64_t numberFrom(std::string_view text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? number : 0;
}

/// The number of the export that lies in the folder.
std::uint64_t exportNumber(const std::string& folder, const sdk::Call& call) {
    std::string text;
    readFile(folder, "export.json", call, [&](std::string_view chunk) {
        text += chunk;
        if (text.size() > kChunkBytes)
            throw AdapterFailure{AdapterFailureKind::Defect, "export.json is larger than 64 KiB"};
    });
    const std::uint64_t number = numberFrom(sdk::readJson(text, {.name = "export.json"}).textOf("number"));
    if (number == 0)
        throw AdapterFailure{AdapterFailureKind::Defect, "export.json holds no number from 1 on"};
    return number;
}

}  // namespace

Cursor Cursor::parse(const std::string& text) {
    Cursor cursor;
    const std::size_t gap = text.find(' ');
    if (gap != std::string::npos && text.starts_with("clients=")) {
        cursor.clients = numberFrom(std::string_view{text}.substr(8, gap - 8));
        if (text.compare(gap + 1, 8, "reports=") == 0)
            cursor.reports = numberFrom(std::string_view{text}.substr(gap + 9));
    }
    if (cursor.text() != text)
        throw AdapterFailure{AdapterFailureKind::Defect,
                             "the cursor is none of this adapter; run this organisation once with --full"};
    return cursor;
}

std::string Cursor::text() const {
    return "clients=" + std::to_string(clients) + " reports=" + std::to_string(reports);
}

sdk::Description TemplateAdapter::describe() const {
    sdk::Description description;
    description.name = "template";
    description.version = "1.0.0";
    description.summary =
        "Takes clients and reports from JSON files in a folder and puts messages beside them.";
    // Incremental: an export that was taken already costs nothing. Removals: full sets tell what is gone.
    description.capabilities = static_cast<std::uint32_t>(sdk::Capability::Pull) |
                               static_cast<std::uint32_t>(sdk::Capability::Incremental) |
                               static_cast<std::uint32_t>(sdk::Capability::Removals) |
                               static_cast<std::uint32_t>(sdk::Capability::Push);
    description.pulls = {RecordKind::Client, RecordKind::Report};
    description.pushes = {RecordKind::Message};
    description.settings = settingSpecs();
    return description;
}

void TemplateAdapter::configure(const sdk::AdapterSettings& settings) {
    settings_ = readSettings(settings);
}

void TemplateAdapter::check(const sdk::Call& call) {
    (void)exportNumber(settings_.folder, call);
}

void TemplateAdapter::pull(std::span<const RecordKind> kinds, const std::optional<std::string>& cursor_text,
                           sdk::RecordSink& sink, const sdk::Call& call) {
    Cursor cursor = cursor_text ? Cursor::parse(*cursor_text) : Cursor{};
    const std::uint64_t number = exportNumber(settings_.folder, call);
    if (std::max(cursor.clients, cursor.reports) > number)
        throw AdapterFailure{
            AdapterFailureKind::Defect,
            "export.json has number " + std::to_string(number) +
                ", but a higher one was taken before: the numbering went back; go on from there, "
                "or run this organisation once with --full"};
    // Clients first: reports point at them.
    for (const RecordKind kind : {RecordKind::Client, RecordKind::Report}) {
        std::uint64_t& taken = kind == RecordKind::Client ? cursor.clients : cursor.reports;
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end() || taken == number)
            continue;
        // All records of the kind: what isn't put, the platform removes. An exception before the end removes
        // nothing.
        sink.fullSetBegins(kind);
        pullKind(kind, sink, call);
        // Files of two exports must not be taken for one.
        if (exportNumber(settings_.folder, call) != number)
            throw AdapterFailure{AdapterFailureKind::Transient,
                                 "a new export came in while this one was read"};
        sink.fullSetEnds(kind);
        taken = number;
        // From here on a run that is cut off goes on with the next kind.
        sink.cursor(cursor.text());
    }
}

void TemplateAdapter::pullKind(RecordKind kind, sdk::RecordSink& sink, const sdk::Call& call) const {
    const bool clients = kind == RecordKind::Client;
    const std::string file = clients ? "clients.json" : "reports.json";
    std::size_t count = 0;
    sdk::JsonWalk walk{{.name = file,
                        .list_member = clients ? "clients" : "reports",
                        .limits = {},
                        .element = [&](sdk::JsonValue&& value) {
                            if (++count > settings_.records_max)
                                throw AdapterFailure{AdapterFailureKind::Defect,
                                                     file + " holds more records than records_max, " +
                                                         std::to_string(settings_.records_max)};
                            const std::string_view id = value.textOf("id");
                            if (id.empty())
                                throw AdapterFailure{
                                    AdapterFailureKind::Defect,
                                    file + ": record " + std::to_string(count) + " has no id"};
                            const Reading reading = clients ? readClient(value) : readReport(value);
                            // One bad record doesn't keep the others from the family.
                            if (reading.record)
                                sink.put(*reading.record);
                            else
                                sink.setAside(kind, id, reading.problem);
                        }}};
    readFile(settings_.folder, file, call, [&](std::string_view chunk) { walk.push(chunk); });
    const sdk::JsonValue rest = walk.finish();
    if (!walk.listSeen())
        throw AdapterFailure{AdapterFailureKind::Defect, file + " holds no list of that name"};
}

sdk::PushReceipt TemplateAdapter::push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                                       const sdk::Call& call) {
    call.proceedOrThrow();
    const auto* message = std::get_if<sdk::Message>(&change.record);
    if (message == nullptr || change.operation != sdk::OutboundChange::Operation::Create)
        throw AdapterFailure{AdapterFailureKind::Defect, "this adapter takes new messages only"};
    return putMessage(settings_.folder + "/messages", *message, change, idempotency_key);
}

}  // namespace inzage::json_folder
