#include "tests/adapters/scripted.h"

#include <stdexcept>

namespace inzage::broken {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;

namespace {

struct ForeignTrouble {
    int code;
};

sdk::Client goodClient() {
    sdk::Client client;
    client.source_id = "C1";
    client.changed_at = sdk::UtcTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
    client.family_name = "Jansen";
    return client;
}

}  // namespace

sdk::Description Scripted::describe() const {
    sdk::Description description;
    description.name = ADAPTER_NAME;
    description.version = "1.0";
    description.capabilities = static_cast<std::uint32_t>(sdk::Capability::Pull);
    description.pulls = {RecordKind::Client};
    return description;
}

void Scripted::configure(const sdk::AdapterSettings& settings) {
    mode_ = settings.root.textOf("mode");
    if (mode_ == "config")
        throw AdapterFailure{AdapterFailureKind::Config, "mode\nis wrong"};
}

void Scripted::check(const sdk::Call&) {
    if (mode_ == "throw_int")
        throw 42;
    if (mode_ == "throw_foreign")
        throw ForeignTrouble{7};
    if (mode_ == "throw_std")
        throw std::runtime_error{"mevrouw Jansen, 06 1234 0100"};
}

void Scripted::pull(std::span<const RecordKind>, const std::optional<std::string>&, sdk::RecordSink& sink,
                    const sdk::Call& call) {
    call.proceedOrThrow();
    sdk::Client client = goodClient();
    if (mode_ == "bad_text")
        client.family_name = "Jan\xE9";
    if (mode_ == "no_id")
        client.source_id.clear();
    if (mode_ == "swallow") {
        try {
            sink.put(client);
        } catch (...) {
            return;
        }
    }
    if (mode_ == "open_set" || mode_ == "cursor_in_set")
        sink.fullSetBegins(RecordKind::Client);
    if (mode_ == "other_kind") {
        sdk::Report report;
        report.source_id = "R1";
        sink.put(report);
    }
    sink.put(client);
    if (mode_ == "end_without_begin")
        sink.fullSetEnds(RecordKind::Client);
    if (mode_ == "long_cursor")
        sink.cursor(std::string(1001, 'x'));
    if (mode_ != "open_set")
        sink.cursor("1");
}

sdk::PushReceipt Scripted::push(const sdk::OutboundChange&, const std::string&, const sdk::Call&) {
    return {};
}

}  // namespace inzage::broken
