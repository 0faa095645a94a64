#include "platform/adapter_host/adapter_host.h"

#include <Poco/ClassLoader.h>
#include <Poco/Exception.h>
#include <cxxabi.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <typeinfo>

#include "platform/adapter_host/guarded_sink.h"
#include "plugins/sdk/text.h"

namespace inzage::adapter_host {

namespace {

using Loader = Poco::ClassLoader<sdk::RecordAdapter>;

constexpr std::size_t kFailureBytesMax = 1000;

static_assert(kRecordKinds.size() == sdk::kRecordKinds.size());
static_assert(toPlatform(sdk::RecordKind::CareTeamMember) == RecordKind::CareTeamMember);
static_assert(toPlatform(sdk::RecordKind::Appointment) == RecordKind::Appointment);

/// One line that can't break a log: control characters become spaces, broken UTF-8 a note.
std::string oneLine(std::string_view text) {
    std::string line{text.substr(0, kFailureBytesMax)};
    while (!line.empty() && !sdk::isCleanText(line) && (static_cast<unsigned char>(line.back()) & 0x80U) != 0)
        line.pop_back();
    if (!sdk::isCleanText(line))
        return "the adapter gave a reason that is not text";
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        ' ');
    return line;
}

FailureKind platformKind(sdk::AdapterFailureKind kind) {
    switch (kind) {
        case sdk::AdapterFailureKind::Config:
            return FailureKind::Config;
        case sdk::AdapterFailureKind::Transient:
            return FailureKind::Transient;
        case sdk::AdapterFailureKind::Defect:
            return FailureKind::Defect;
    }
    return FailureKind::Defect;
}

/// The type of the exception being handled; its text is left out, because only AdapterFailure promises to
/// hold no personal data.
std::string currentExceptionType() {
    const std::type_info* type = abi::__cxa_current_exception_type();
    if (type == nullptr)
        return "an unknown type";
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> readable{
        abi::__cxa_demangle(type->name(), nullptr, nullptr, &status), std::free};
    return oneLine(status == 0 ? readable.get() : type->name());
}

/// Runs one verb of the adapter; nothing it throws leaves.
template <class T, class Verb>
Outcome<T> behindTheWall(const char* verb, Verb&& run) {
    try {
        return run();
    } catch (const sdk::AdapterFailure& failure) {
        return Failure{platformKind(failure.kind()), oneLine(failure.what())};
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::Transient,
                       std::string{"the adapter ran out of memory in "} + verb + "()"};
    } catch (...) {
        return Failure{FailureKind::Defect, std::string{"the adapter threw "} + currentExceptionType() +
                                                " in " + verb + "(), which is a fault of the adapter"};
    }
}

Failure refuse(const std::filesystem::path& file, std::string_view why) {
    return Failure{FailureKind::Config,
                   "adapter " + file.filename().string() + " is refused: " + oneLine(why)};
}

/// Poco opens lazily: an undefined symbol would end the process at its first call. Opened here with
/// everything bound, the same symbol is a sentence. The handle is kept on purpose: adapters are never
/// unloaded.
Outcome<void> bindAllSymbols(const std::filesystem::path& file) {
    if (::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL) != nullptr)
        return {};
    const char* why = ::dlerror();
    return refuse(file, std::string{"it can't be opened: "} + (why == nullptr ? "no reason given" : why));
}

}  // namespace

struct LoadedAdapter::Parts {
    StampInfo stamp;
    sdk::Description description;
    // Before the adapter, so that the object goes first. Neither unloads the file: bindAllSymbols() keeps it
    // mapped.
    Loader loader;
    std::unique_ptr<sdk::RecordAdapter> adapter;
};

LoadedAdapter::LoadedAdapter(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
LoadedAdapter::~LoadedAdapter() = default;

const StampInfo& LoadedAdapter::stamp() const noexcept {
    return parts_->stamp;
}
const sdk::Description& LoadedAdapter::description() const noexcept {
    return parts_->description;
}

Outcome<void> LoadedAdapter::configure(const sdk::AdapterSettings& settings) {
    return behindTheWall<void>("configure", [&]() -> Outcome<void> {
        parts_->adapter->configure(settings);
        return {};
    });
}

Outcome<void> LoadedAdapter::check(const sdk::Call& call) {
    return behindTheWall<void>("check", [&]() -> Outcome<void> {
        parts_->adapter->check(call);
        return {};
    });
}

Outcome<void> LoadedAdapter::pull(std::span<const sdk::RecordKind> kinds,
                                  const std::optional<std::string>& cursor, sdk::RecordSink& sink,
                                  const sdk::Call& call) {
    GuardedSink guarded{kinds, sink};
    auto outcome = behindTheWall<void>("pull", [&]() -> Outcome<void> {
        parts_->adapter->pull(kinds, cursor, guarded, call);
        return {};
    });
    guarded.rethrowInner();
    if (!guarded.violation().empty())
        return Failure{FailureKind::Defect, guarded.violation()};
    if (outcome.ok() && guarded.setIsOpen())
        return Failure{FailureKind::Defect, "the adapter ended a pull in the middle of a full set"};
    return outcome;
}

Outcome<sdk::PushReceipt> LoadedAdapter::push(const sdk::OutboundChange& change,
                                              const std::string& idempotency_key, const sdk::Call& call) {
    const auto& pushes = parts_->description.pushes;
    const sdk::RecordKind kind = sdk::kindOf(change.record);
    if (!parts_->description.can(sdk::Capability::Push) || std::ranges::find(pushes, kind) == pushes.end())
        return Failure{FailureKind::Refused, "the adapter " + parts_->description.name +
                                                 " takes no changes of kind " +
                                                 std::string{sdk::nameOf(kind)}};
    return behindTheWall<sdk::PushReceipt>("push", [&]() -> Outcome<sdk::PushReceipt> {
        sdk::PushReceipt receipt = parts_->adapter->push(change, idempotency_key, call);
        const bool needs_id = !receipt.pending && change.operation != sdk::OutboundChange::Operation::Remove;
        if ((needs_id && receipt.source_id.empty()) || receipt.source_id.size() > sdk::kSourceIdBytesMax ||
            receipt.source_version.size() > sdk::kSourceIdBytesMax || !sdk::isCleanText(receipt.source_id) ||
            !sdk::isCleanText(receipt.source_version))
            return Failure{FailureKind::Defect,
                           "the adapter " + parts_->description.name + " gave a receipt without a usable id"};
        return receipt;
    });
}

Outcome<std::unique_ptr<LoadedAdapter>> loadAdapter(const std::filesystem::path& file,
                                                    const std::filesystem::path& plugin_dir) {
    if (auto trusted = acceptFile(file, plugin_dir); !trusted)
        return trusted.failure();
    auto stamp = readStamp(file);
    if (!stamp)
        return stamp.failure();
    if (auto accepted = acceptStamp(stamp.value(), file); !accepted)
        return accepted.failure();
    if (auto bound = bindAllSymbols(file); !bound)
        return bound.failure();

    auto parts = std::make_unique<LoadedAdapter::Parts>();
    parts->stamp = stamp.value();
    auto made = behindTheWall<void>("load", [&]() -> Outcome<void> {
        try {
            parts->loader.loadLibrary(file.string());
            parts->adapter.reset(parts->loader.create("adapter"));
        } catch (const Poco::Exception& poco) {
            return refuse(file, "the class loader finds no adapter in it (" + std::string{poco.name()} + ")");
        }
        parts->description = parts->adapter->describe();
        return {};
    });
    if (!made)
        return made.failure().kind == FailureKind::Config ? made.failure()
                                                          : refuse(file, made.failure().what);
    if (parts->description.name != parts->stamp.name)
        return refuse(file, "it describes itself as '" + parts->description.name + "', its stamp says '" +
                                parts->stamp.name + "'");
    return std::make_unique<LoadedAdapter>(std::move(parts));
}

}  // namespace inzage::adapter_host
