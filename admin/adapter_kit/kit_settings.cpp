#include "admin/adapter_kit/kit_settings.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <sstream>

#include "admin/adapter_kit/checks.h"
#include "platform/config/load.h"
#include "platform/config/secret_file.h"
#include "platform/config/yaml_node.h"

namespace inzage::adapter_kit {

namespace {

using config::YamlNode;

struct Wrong {
    std::string what;
};

class Reader {
  public:
    explicit Reader(const std::string& path) : path_{path} {
        folder_ = std::filesystem::absolute(path).parent_path().string();
    }

    KitSettings read() {
        const YamlNode root = parsed();
        const bool is_tenant = root.find("identity") != nullptr;
        if (!is_tenant)
            known(root, "", {"sync", "time_zone", "kit"});
        const YamlNode* sync = root.find("sync");
        if (sync == nullptr || sync->find("adapter") == nullptr)
            throw Wrong{path_ + ": sync.adapter is missing: it names the adapter, as in tenant.yaml"};
        if (!is_tenant)
            known(*sync, "sync.",
                  {"adapter", "settings", "schedules", "deadline_s", "outbound", "failures_to_pause"});
        KitSettings kit;
        kit.adapter = text(*sync->find("adapter"));
        zone_ = zoneOf(root, is_tenant);
        sdk::SettingNode settings;
        if (const YamlNode* node = sync->find("settings"))
            settings = nodeFrom(*node);
        kit.settings = settingsOf(settings);
        if (const YamlNode* own = root.find("kit"))
            readKit(*own, settings, kit);
        return kit;
    }

  private:
    [[noreturn]] void refuse(const YamlNode& node, const std::string& what) const {
        throw Wrong{place(node) + ": " + what};
    }
    [[nodiscard]] std::string place(const YamlNode& node) const {
        return path_ + ":" + std::to_string(node.place.line) + ":" + std::to_string(node.place.column);
    }

    YamlNode parsed() const {
        std::error_code code;
        const auto bytes = std::filesystem::file_size(path_, code);
        if (code || bytes > config::kSettingsFileBytesMax)
            throw Wrong{path_ + ": " + (code ? "the file can't be read" : "the file is longer than 256 KiB")};
        std::ostringstream text;
        text << std::ifstream{path_}.rdbuf();
        auto result = config::readYaml(text.str());
        if (!result.faults.empty()) {
            const auto& fault = result.faults.front();
            throw Wrong{path_ + ":" + std::to_string(fault.place.line) + ":" +
                        std::to_string(fault.place.column) + ": " + fault.what};
        }
        return std::move(result.root);
    }

    void known(const YamlNode& map, const std::string& prefix,
               std::initializer_list<std::string_view> keys) const {
        std::string list;
        for (const auto key : keys)
            list.append(list.empty() ? "" : ", ").append(key);
        if (map.kind != YamlNode::Kind::Map && map.kind != YamlNode::Kind::Nothing)
            refuse(map, prefix + " must be a map (known: " + list + ")");
        for (const YamlNode& child : map.children)
            if (std::ranges::find(keys, child.key) == keys.end())
                refuse(child, prefix + child.key + " is not a setting here (known: " + list + ")");
    }
    const std::string& text(const YamlNode& node) const {
        if (node.kind != YamlNode::Kind::Text || node.text.empty())
            refuse(node, node.key + " must be a text");
        return node.text;
    }
    int number(const YamlNode& node, int from, int to) const {
        int value = 0;
        const std::string& digits = text(node);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || end != digits.data() + digits.size() || value < from || value > to)
            refuse(node, node.key + " takes a whole number from " + std::to_string(from) + " to " +
                             std::to_string(to));
        return value;
    }

    std::string zoneOf(const YamlNode& root, bool is_tenant) const {
        const YamlNode* zone = is_tenant ? root.at("identity.time_zone") : root.find("time_zone");
        return zone == nullptr ? "Europe/Amsterdam" : text(*zone);
    }

    sdk::SettingNode nodeFrom(const YamlNode& from) const {
        sdk::SettingNode node;
        node.name = from.key;
        node.text = from.text;
        node.place = place(from);
        for (const YamlNode& child : from.children)
            node.children.push_back(nodeFrom(child));
        return node;
    }
    [[nodiscard]] std::string under(const std::string& path) const {
        return path.starts_with('/') ? path : folder_ + "/" + path;
    }
    void secrets(const sdk::SettingNode& node, sdk::AdapterSettings& into) const {
        for (const sdk::SettingNode& child : node.children) {
            if (!child.children.empty()) {
                secrets(child, into);
            } else if (child.name.ends_with("_file") && !child.text.empty()) {
                auto secret = config::readSecretFile(under(child.text));
                if (!secret)
                    throw Wrong{child.place + ": " + secret.failure().what};
                into.secrets.push_back({child.name, std::move(secret).value()});
            }
        }
    }
    sdk::AdapterSettings settingsOf(const sdk::SettingNode& root) const {
        sdk::AdapterSettings settings;
        settings.root = root;
        settings.time_zone = zone_;
        settings.base_folder = folder_;
        secrets(root, settings);
        return settings;
    }

    /// What stands in `over` takes the place of what `base` has, maps key by key.
    static void lay(const sdk::SettingNode& over, sdk::SettingNode& base) {
        for (const sdk::SettingNode& child : over.children) {
            const auto same = std::ranges::find(base.children, child.name, &sdk::SettingNode::name);
            if (same == base.children.end())
                base.children.push_back(child);
            else if (!child.children.empty() && !same->children.empty() &&
                     !child.children.front().name.empty())
                lay(child, *same);
            else
                *same = child;
        }
    }

    FaultCase faultFrom(const YamlNode& node, const sdk::SettingNode& base) const {
        known(node, "kit.faults: ", {"name", "settings", "expect"});
        const YamlNode* expect = node.find("expect");
        const YamlNode* settings = node.find("settings");
        if (expect == nullptr || settings == nullptr)
            refuse(node, "a fault case needs settings and expect");
        FaultCase fault;
        const std::string kind = text(*expect);
        if (kind == "config")
            fault.expect = FailureKind::Config;
        else if (kind == "defect")
            fault.expect = FailureKind::Defect;
        else if (kind != "transient")
            refuse(*expect, "expect takes config, transient or defect");
        sdk::SettingNode changed = base;
        lay(nodeFrom(*settings), changed);
        fault.settings = settingsOf(changed);
        fault.name = node.find("name") == nullptr
                         ? settings->children.empty() ? "" : settings->children.front().key
                         : text(*node.find("name"));
        return fault;
    }

    void readKit(const YamlNode& own, const sdk::SettingNode& base, KitSettings& kit) const {
        known(own, "kit.", {"kinds", "faults", "push", "future_cursor", "deadline_s", "memory_mib", "skip"});
        for (const YamlNode& node : own.children) {
            if (node.key == "kinds") {
                for (const YamlNode& name : node.children) {
                    const auto kind = sdk::recordKindFromName(text(name));
                    if (!kind)
                        refuse(name, name.text + " is no record kind");
                    kit.kinds.push_back(*kind);
                }
            } else if (node.key == "faults") {
                for (const YamlNode& fault : node.children)
                    kit.faults.push_back(faultFrom(fault, base));
            } else if (node.key == "push") {
                readPush(node, kit);
            } else if (node.key == "future_cursor") {
                kit.future_cursor = text(node);
            } else if (node.key == "deadline_s") {
                kit.deadline_s = number(node, 1, 600);
            } else if (node.key == "memory_mib") {
                kit.memory_mib = number(node, 32, 4096);
            } else {
                for (const YamlNode& reason : node.children) {
                    if (!isCheck(reason.key))
                        refuse(reason,
                               reason.key + " is no check; inzagectl adapter check --list shows them");
                    kit.skip[reason.key] = text(reason);
                }
            }
        }
    }

    void readPush(const YamlNode& node, KitSettings& kit) const {
        known(node, "kit.push.", {"allowed", "scratch"});
        if (const YamlNode* scratch = node.find("scratch"))
            kit.scratch = under(text(*scratch));
        kit.push_allowed = kit.scratch.has_value();
        if (const YamlNode* allowed = node.find("allowed")) {
            if (text(*allowed) != "true" && allowed->text != "false")
                refuse(*allowed, "allowed takes true or false");
            kit.push_allowed = allowed->text == "true";
        }
    }

    std::string path_;
    std::string folder_;
    std::string zone_;
};

}  // namespace

Outcome<KitSettings> readKitSettings(const std::string& path) {
    try {
        return Reader{path}.read();
    } catch (const Wrong& wrong) {
        return Failure{FailureKind::Config, wrong.what};
    }
}

}  // namespace inzage::adapter_kit
