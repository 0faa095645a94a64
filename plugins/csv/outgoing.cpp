#include "plugins/csv/outgoing.h"

#include "plugins/csv/acknowledgement.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace inzage::csv {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::OutboundChange;
using sdk::RecordKind;

using Fields = std::vector<std::pair<std::string_view, std::string>>;

[[noreturn]] void later(const std::string& what) {
    throw AdapterFailure{AdapterFailureKind::Transient,
                         "the folder for outgoing changes: " + what + ": " + std::strerror(errno)};
}

/// A descriptor that is closed in the end.
class Open {
  public:
    explicit Open(int fd) : fd_{fd} {}
    ~Open() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    [[nodiscard]] int fd() const noexcept { return fd_; }
    [[nodiscard]] bool good() const noexcept { return fd_ >= 0; }

  private:
    int fd_;
};

std::string momentText(sdk::UtcTime at, bool for_name) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::microseconds>(at - day)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(),
                  for_name ? "%04d%02u%02uT%02d%02d%02d%06dZ" : "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                  static_cast<int>(time.subseconds().count()));
    return text.data();
}

std::string_view wordOf(OutboundChange::Operation operation) {
    switch (operation) {
        case OutboundChange::Operation::Create:
            return "create";
        case OutboundChange::Operation::Update:
            return "update";
        case OutboundChange::Operation::Remove:
            return "remove";
    }
    return "";
}

std::string_view wordOf(sdk::AppointmentKind kind) {
    switch (kind) {
        case sdk::AppointmentKind::Care:
            return "care";
        case sdk::AppointmentKind::Therapy:
            return "therapy";
        case sdk::AppointmentKind::Own:
            return "own";
    }
    return "";
}

/// The columns of docs/csv-format.md, in its order.
Fields fieldsOf(const sdk::Report& report) {
    return {{"kind_code", report.kind_code},
            {"kind_label", report.kind_label},
            {"title", report.title},
            {"body", report.body},
            {"author_name", report.author_name},
            {"author_role", report.author_role},
            {"happened_at", momentText(report.happened_at, false)}};
}

Fields fieldsOf(const sdk::Appointment& appointment) {
    return {{"title", appointment.title},
            {"starts_at", momentText(appointment.starts_at, false)},
            {"ends_at", momentText(appointment.ends_at, false)},
            {"place", appointment.place},
            {"with_name", appointment.with_name},
            {"with_role", appointment.with_role},
            {"kind", std::string{wordOf(appointment.kind)}},
            {"visibility", appointment.visibility == sdk::Visibility::Private ? "private" : "public"},
            {"cancelled", appointment.cancelled ? "1" : "0"},
            {"note", appointment.note}};
}

Fields fieldsOf(const sdk::Message& message) {
    std::string recipients;
    for (const std::string& one : message.recipients)
        recipients.append(recipients.empty() ? "" : "\n").append(one);
    return {{"conversation", message.conversation},
            {"subject", message.subject},
            {"author_name", message.author_name},
            {"author_role", message.author_role},
            {"author_is_staff", message.author_is_staff ? "1" : "0"},
            {"sent_at", momentText(message.sent_at, false)},
            {"body", message.body},
            {"in_reply_to", message.in_reply_to},
            {"recipients", recipients}};
}

Fields fieldsOf(const sdk::PinboardPost& post) {
    return {{"author_name", post.author_name},
            {"posted_at", momentText(post.posted_at, false)},
            {"body", post.body}};
}

Fields fieldsOf(const sdk::Contact& contact) {
    return {{"form_of_address", contact.form_of_address},
            {"given_name", contact.given_name},
            {"initials", contact.initials},
            {"prefix", contact.prefix},
            {"family_name", contact.family_name},
            {"relation", contact.relation},
            {"email", contact.email},
            {"phone", contact.phone},
            {"address", contact.address}};
}

/// Only how to reach the client: the rest of the record is the source's own.
Fields fieldsOf(const sdk::Client& client) {
    return {{"client_number", client.client_number}, {"email", client.email}, {"phone", client.phone}};
}

template <class Other>
Fields fieldsOf(const Other& /*record*/) {
    throw AdapterFailure{AdapterFailureKind::Defect, "the csv adapter takes no changes of this kind"};
}

std::string clientOf(const sdk::Record& record) {
    return std::visit(
        [](const auto& one) -> std::string {
            if constexpr (requires { one.client; })
                return one.client;
            else
                return {};
        },
        record);
}

std::string quoted(std::string_view field) {
    std::string text{"\""};
    for (const char c : field) {
        if (c == '"')
            text += '"';
        text += c;
    }
    return text += '"';
}

/// Their header where the settings name one.
std::string headerOf(std::string_view column, const KindSettings& settings) {
    const auto theirs = settings.headers.find(column);
    return theirs == settings.headers.end() ? std::string{column} : theirs->second;
}

std::string fileText(const OutboundChange& change, const std::string& key, const std::string& source_id,
                     const CsvSettings& settings) {
    const KindSettings& names = settings.of(sdk::kindOf(change.record));
    const char separator = settings.separator == '\0' ? ';' : settings.separator;
    std::string header;
    std::string row;
    const auto add = [&](std::string_view column, std::string_view value) {
        if (!header.empty()) {
            header += separator;
            row += separator;
        }
        header += quoted(column);
        row += quoted(value);
    };
    add("key", key);
    add("operation", wordOf(change.operation));
    add("written_at", momentText(change.written_at, false));
    add("written_by_name", change.written_by_name);
    add("written_by_role", change.written_by_role);
    add(headerOf("source_id", names), source_id);
    add(headerOf("client", names), clientOf(change.record));
    if (change.operation != OutboundChange::Operation::Remove)
        for (const auto& [column, value] :
             std::visit([](const auto& one) { return fieldsOf(one); }, change.record))
            add(headerOf(column, names), value);
    return header + "\r\n" + row + "\r\n";
}

bool isThere(int folder, const std::string& name) {
    return ::faccessat(folder, name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

void writeWhole(int folder, const std::string& name, std::string_view text) {
    // What a program that ended left behind under this name is never a finished file.
    if (::unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT)
        later("an unfinished file can't be taken away");
    const Open file{
        ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640)};
    if (!file.good())
        later("a file can't be made");
    while (!text.empty()) {
        const ssize_t put = ::write(file.fd(), text.data(), text.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            later("a file can't be written");
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.fd()) != 0)
        later("a file can't be kept");
}

/// The receipt as the care-record system gives it.
sdk::PushReceipt answered(const Acknowledgement& answer, const std::string& known, sdk::PushReceipt receipt) {
    if (!answer.accepted)
        throw AdapterFailure{AdapterFailureKind::Defect,
                             "the care-record system refused it: " + answer.reason};
    if (!known.empty() && !answer.source_id.empty() && answer.source_id != known)
        throw AdapterFailure{AdapterFailureKind::Transient,
                             "the acknowledgement is refused: its source_id is another than the record has; "
                             "leave it empty or give the record's own"};
    if (!answer.source_id.empty())
        receipt.source_id = answer.source_id;
    return receipt;
}

}  // namespace

std::vector<RecordKind> outgoingKinds() {
    return {RecordKind::Report,       RecordKind::Appointment, RecordKind::Message,
            RecordKind::PinboardPost, RecordKind::Contact,     RecordKind::Client};
}

sdk::PushReceipt putOutgoing(const OutboundChange& change, const std::string& key,
                             const CsvSettings& settings) {
    const std::string& known = sdk::originOf(change.record).source_id;
    sdk::PushReceipt receipt{known.empty() ? "inzage-" + key : known, key};
    const Open drops{::open(settings.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!drops.good())
        later("the drop folder can't be opened");
    const std::string outgoing{kOutgoingFolder};
    if (::mkdirat(drops.fd(), outgoing.c_str(), 0770) != 0 && errno != EEXIST)
        later("it can't be made");
    const Open folder{
        ::openat(drops.fd(), outgoing.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)};
    if (!folder.good())
        later("it can't be opened");
    if (settings.acknowledgements) {
        if (const auto answer = readAcknowledgement(folder.fd(), key, settings))
            return answered(*answer, known, receipt);
        receipt.pending = true;
    }
    // All of it comes from the change, so that a second try finds what the first one made.
    const std::string name = momentText(change.written_at, true) + "-" +
                             std::string{sdk::nameOf(sdk::kindOf(change.record))} + "-" + key + ".csv";
    if (isThere(folder.fd(), name) || isThere(folder.fd(), "done/" + name))
        return receipt;
    const std::string unfinished = "." + key + ".tmp";
    writeWhole(folder.fd(), unfinished, fileText(change, key, receipt.source_id, settings));
    if (::renameat(folder.fd(), unfinished.c_str(), folder.fd(), name.c_str()) != 0)
        later("a finished file can't be renamed");
    if (::fsync(folder.fd()) != 0)
        later("it can't be kept");
    return receipt;
}

}  // namespace inzage::csv
