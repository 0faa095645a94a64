#include <algorithm>
#include <array>
#include <set>

#include "admin/adapter_kit/exported_symbols.h"
#include "admin/adapter_kit/parts.h"
#include "platform/adapter_host/stamp_reader.h"

namespace inzage::adapter_kit {

namespace {

constexpr std::array<std::string_view, 4> kShown{"inzage_adapter_stamp", "pocoBuildManifest",
                                                 "pocoInitializeLibrary", "pocoUninitializeLibrary"};
constexpr std::uint32_t kCapabilities = 0xFU;

bool checkStamp(Session& session) {
    const auto stamp = adapter_host::readStamp(session.file());
    const auto accepted =
        stamp ? adapter_host::acceptStamp(stamp.value(), session.file()) : Outcome<void>{stamp.failure()};
    if (accepted) {
        session.pass("stamp");
        return true;
    }
    session.fail("stamp", accepted.failure().what,
                 "it is built with inzage_add_adapter() and INZAGE_ADAPTER()");
    return false;
}

void checkVisibility(Session& session) {
    const auto names = exportedSymbols(session.file());
    if (!names)
        return session.fail("visibility", names.failure().what, "a shared library");
    // What an author wrote by that very name comes before what the compiler made.
    auto shown = names.value();
    std::ranges::stable_partition(shown, [](const std::string& name) { return !name.starts_with("_Z"); });
    std::string others;
    std::size_t count = 0;
    for (const std::string& name : shown)
        if (std::ranges::find(kShown, name) == kShown.end() && ++count <= 5)
            others += (others.empty() ? "" : ", ") + name;
    if (count == 0)
        return session.pass("visibility");
    session.fail("visibility", "it also shows " + std::to_string(count) + " symbols: " + others,
                 "only the stamp and the class loader's entry; inzage_add_adapter() hides all others");
}

std::string faultOf(const sdk::SettingSpec& spec) {
    if (spec.key.empty())
        return "a setting without a key";
    if (spec.help.empty())
        return "the setting " + spec.key + " without help";
    if (spec.type == sdk::SettingType::Choice && spec.choices.empty())
        return "the setting " + spec.key + " is a choice of nothing";
    if (spec.type == sdk::SettingType::Secret && !spec.key.ends_with("_file"))
        return "the secret " + spec.key + ", whose key doesn't end in _file";
    if (spec.required && !spec.default_value.empty())
        return "the setting " + spec.key + " is required and has a default";
    if (spec.min && spec.max && *spec.min > *spec.max)
        return "the setting " + spec.key + " has a smallest value above its largest";
    return {};
}

bool hasRepeats(const std::vector<sdk::RecordKind>& kinds) {
    return std::set<sdk::RecordKind>{kinds.begin(), kinds.end()}.size() != kinds.size();
}

/// What contradicts itself in a description, or empty.
std::string faultOf(const sdk::Description& one, const std::string& stamp_version) {
    using sdk::Capability;
    if (one.version != stamp_version)
        return "version '" + one.version + "', its stamp says '" + stamp_version + "'";
    if (one.summary.empty())
        return "no summary";
    if ((one.capabilities & ~kCapabilities) != 0)
        return "capabilities that this platform doesn't know";
    if (one.can(Capability::Pull) != !one.pulls.empty())
        return "the capability Pull and the kinds in `pulls` don't agree";
    if (one.can(Capability::Push) != !one.pushes.empty())
        return "the capability Push and the kinds in `pushes` don't agree";
    if (one.pulls.empty() && one.pushes.empty())
        return "that it neither pulls nor pushes";
    if (!one.can(Capability::Pull) && (one.can(Capability::Incremental) || one.can(Capability::Removals)))
        return "Incremental or Removals without Pull";
    if (hasRepeats(one.pulls) || hasRepeats(one.pushes))
        return "a kind twice";
    std::set<std::string> keys;
    for (const sdk::SettingSpec& spec : one.settings) {
        if (const std::string fault = faultOf(spec); !fault.empty())
            return fault;
        if (!keys.insert(spec.key).second)
            return "the setting " + spec.key + " twice";
    }
    return {};
}

/// All of a description as one text.
std::string textOf(const sdk::Description& description) {
    StepResult result;
    result.description = description;
    return toJson(result);
}

void checkDescription(Session& session, const Trial& first, const Trial& second) {
    const std::string text = textOf(*first.steps[0].description);
    for (const StepResult* other : {&first.steps[1], &second.steps[0]})
        if (!other->description || textOf(*other->description) != text)
            return session.fail("describe", "it said something else the second time",
                                "the same answer always");
    if (const std::string fault = faultOf(*first.steps[0].description, first.steps[0].stamp_version);
        !fault.empty())
        return session.fail("describe", "it says " + fault,
                            "a description that agrees with itself and the stamp");
    session.pass("describe");
}

}  // namespace

bool checkFile(Session& session) {
    if (!checkStamp(session))
        return false;
    Plan twice;
    twice.steps.resize(2);
    const Trial first = session.run(twice);
    if (!first.sound || first.failure() != nullptr || first.steps.size() != 2) {
        session.fail("load", first.failure() == nullptr ? "it can't be loaded" : first.failure()->what,
                     "the platform's loader takes it, more than once");
        return false;
    }
    session.pass("load");
    checkVisibility(session);
    Plan once;
    once.steps.resize(1);
    const Trial second = session.run(once);
    if (!second.sound)
        return false;
    session.description = first.steps[0].description;
    checkDescription(session, first, second);
    return true;
}

}  // namespace inzage::adapter_kit
