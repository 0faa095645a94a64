#include <algorithm>

#include "admin/adapter_kit/parts.h"

namespace inzage::adapter_kit {

namespace {

using sdk::SettingNode;
using sdk::SettingSpec;
using sdk::SettingType;

constexpr const char* kUnknownKey = "inzage_kit_unknown";

std::string lastOf(const std::string& dotted) {
    return dotted.substr(dotted.rfind('.') == std::string::npos ? 0 : dotted.rfind('.') + 1);
}

/// The map that holds a dotted key, or null when the example has none there.
SettingNode* holderOf(SettingNode& root, const std::string& dotted) {
    SettingNode* at = &root;
    for (std::size_t from = 0, dot = 0; (dot = dotted.find('.', from)) != std::string::npos; from = dot + 1) {
        const auto key = dotted.substr(from, dot - from);
        const auto child = std::ranges::find(at->children, key, &SettingNode::name);
        if (child == at->children.end())
            return nullptr;
        at = &*child;
    }
    return at;
}

SettingNode textNode(const std::string& key, const std::string& text) {
    SettingNode node;
    node.name = key;
    node.text = text;
    return node;
}

SettingNode mapNode(const std::string& key) {
    SettingNode node;
    node.name = key;
    node.children.push_back(textNode("inzage", "kit"));
    return node;
}

/// The example's settings with one key taken away, or with another value there.
class Changed {
  public:
    explicit Changed(const Session& session) : settings{session.settings().settings} {}

    bool without(const std::string& dotted) {
        SettingNode* holder = holderOf(settings.root, dotted);
        const std::string key = lastOf(dotted);
        std::erase_if(settings.secrets, [&](const sdk::Secret& secret) { return secret.name == key; });
        return holder != nullptr &&
               std::erase_if(holder->children, [&](const SettingNode& node) { return node.name == key; }) > 0;
    }
    bool with(const std::string& dotted, SettingNode node) {
        SettingNode* holder = holderOf(settings.root, dotted);
        if (holder == nullptr)
            return false;
        const auto same = std::ranges::find(holder->children, node.name, &SettingNode::name);
        if (same == holder->children.end())
            holder->children.push_back(std::move(node));
        else
            *same = std::move(node);
        return true;
    }

    sdk::AdapterSettings settings;
};

void expectRefusal(Session& session, const Changed& changed, std::string_view check, const std::string& key,
                   const std::string& how) {
    const Trial trial = session.run(changed.settings, Session::planOf({}));
    if (!trial.sound)
        return;
    const Failure* failure = trial.failure();
    const std::string right = "a failure of kind config that names " + key;
    if (failure == nullptr)
        session.fail(check, "it was taken " + how, right);
    else if (failure->kind != FailureKind::Config)
        session.fail(
            check, how + " it failed as " + std::string{inzage::nameOf(failure->kind)} + ": " + failure->what,
            right);
    else if (failure->what.find(lastOf(key)) == std::string::npos)
        session.fail(check, how + " the reason names no key: " + failure->what, right);
}

void checkMissing(Session& session) {
    bool any = false;
    for (const SettingSpec& spec : session.description->settings) {
        Changed changed{session};
        if (!spec.required || !changed.without(spec.key))
            continue;
        any = true;
        expectRefusal(session, changed, "settings_missing", spec.key, "without " + spec.key);
    }
    any ? session.pass("settings_missing")
        : session.skip("settings_missing", "not needed: no setting is required");
}

std::vector<SettingNode> wrongValues(const SettingSpec& spec) {
    const std::string key = lastOf(spec.key);
    switch (spec.type) {
        case SettingType::Number:
            return {textNode(key, "seven"), mapNode(key)};
        case SettingType::Boolean:
            return {textNode(key, "perhaps"), mapNode(key)};
        case SettingType::Choice:
            return {textNode(key, "inzage-kit-no-choice"), mapNode(key)};
        case SettingType::Url:
            return {textNode(key, "not a url"), mapNode(key)};
        case SettingType::Text:
        case SettingType::Folder:
            return {mapNode(key)};
        case SettingType::Map:
            return {textNode(key, "a text")};
        case SettingType::Secret:
            break;  // the platform reads the file
    }
    return {};
}

void checkTypes(Session& session) {
    bool any = false;
    for (const SettingSpec& spec : session.description->settings) {
        for (SettingNode& wrong : wrongValues(spec)) {
            Changed changed{session};
            const std::string how =
                "with " + spec.key + (wrong.children.empty() ? " '" + wrong.text + "'" : " as a map");
            if (!changed.with(spec.key, std::move(wrong)))
                continue;
            any = true;
            expectRefusal(session, changed, "settings_type", spec.key, how);
        }
    }
    any ? session.pass("settings_type")
        : session.skip("settings_type", "not needed: no setting has a type to miss");
}

void checkRanges(Session& session) {
    bool any = false;
    const auto attempt = [&](const SettingSpec& spec, long long value) {
        Changed changed{session};
        if (!changed.with(spec.key, textNode(lastOf(spec.key), std::to_string(value))))
            return;
        any = true;
        expectRefusal(session, changed, "settings_range", spec.key,
                      "with " + spec.key + " " + std::to_string(value));
    };
    for (const SettingSpec& spec : session.description->settings) {
        if (spec.type != SettingType::Number)
            continue;
        if (spec.min)
            attempt(spec, *spec.min - 1);
        if (spec.max)
            attempt(spec, *spec.max + 1);
    }
    any ? session.pass("settings_range")
        : session.skip("settings_range", "not needed: no number has a range");
}

void checkUnknown(Session& session) {
    Changed changed{session};
    (void)changed.with(kUnknownKey, textNode(kUnknownKey, "1"));
    expectRefusal(session, changed, "settings_unknown", kUnknownKey, "with a key that nobody knows");
    session.pass("settings_unknown");
}

void checkTouches(Session& session) {
    Plan plan = Session::planOf({});
    plan.steps[1].watched = true;
    const Trial trial = session.run(std::move(plan));
    if (!trial.sound || trial.failure() != nullptr)
        return;
    if (trial.last().watch_failed)
        return session.skip("configure_touches",
                            "can't be made: this machine doesn't let system calls be watched");
    if (trial.last().touched.empty())
        return session.pass("configure_touches");
    session.fail("configure_touches", "configure() opened " + trial.last().touched.front(),
                 "files and connections are for check(), pull() and push()");
}

}  // namespace

bool checkSettings(Session& session) {
    const Trial trial = session.run(Session::planOf({}));
    if (!trial.sound)
        return false;
    if (const Failure* failure = trial.failure()) {
        session.fail("configure",
                     "a failure of kind " + std::string{inzage::nameOf(failure->kind)} + ": " + failure->what,
                     "the example's settings are taken");
        return false;
    }
    session.pass("configure");
    checkTouches(session);
    checkMissing(session);
    checkTypes(session);
    checkRanges(session);
    checkUnknown(session);
    return true;
}

}  // namespace inzage::adapter_kit
