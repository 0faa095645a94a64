#include "platform/config/documentation.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/config/formats.h"
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

using Json = nlohmann::ordered_json;

Json schemaOf(const std::vector<SettingDef>& defs);

Json textSchema(const SettingDef& def) {
    Json schema{{"type", "string"}};
    if (def.min.value_or(0) > 0 || def.required)
        schema["minLength"] = std::max(1L, def.min.value_or(0));
    schema["maxLength"] = def.max.value_or(200);
    if (const auto pattern = formatPattern(def.format); !pattern.empty())
        schema["pattern"] = pattern;
    return schema;
}

Json wholeSchema(const SettingDef& def) {
    return {{"type", "integer"}, {"minimum", *def.min}, {"maximum", *def.max}};
}

Json clockSchema() {
    return {{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"}};
}

Json listSchema(Json entry) {
    return {{"type", "array"}, {"uniqueItems", true}, {"maxItems", 100}, {"items", std::move(entry)}};
}

Json schemaOf(const SettingDef& def) {
    switch (def.kind) {
        case SettingKind::Text:
            return textSchema(def);
        case SettingKind::Whole:
            return wholeSchema(def);
        case SettingKind::Flag:
            return {{"type", "boolean"}};
        case SettingKind::Choice:
            return {{"enum", def.allowed}};
        case SettingKind::Clock:
            return clockSchema();
        case SettingKind::LocalTime:
            return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"}};
        case SettingKind::TextList:
            return listSchema(textSchema(def));
        case SettingKind::WholeList:
            return listSchema(wholeSchema(def));
        case SettingKind::ChoiceList:
            return listSchema({{"enum", def.allowed}});
        case SettingKind::ClockList:
            return listSchema(clockSchema());
        case SettingKind::Group:
            return schemaOf(def.children);
        case SettingKind::GroupList:
            return {{"type", "array"}, {"maxItems", *def.max}, {"items", schemaOf(def.children)}};
        case SettingKind::Tree:
            return {{"type", "object"}};
        case SettingKind::TextMaps:
            return {{"type", "object"},
                    {"propertyNames", {{"enum", {"nl", "en"}}}},
                    {"additionalProperties",
                     {{"type", "object"},
                      {"additionalProperties", {{"type", "string"}, {"maxLength", *def.max}}}}}};
    }
    return Json::object();
}

Json schemaOf(const std::vector<SettingDef>& defs) {
    Json schema{{"type", "object"}, {"additionalProperties", false}};
    Json required = Json::array();
    Json properties = Json::object();
    for (const SettingDef& def : defs) {
        Json one = schemaOf(def);
        one["description"] = def.doc + (def.unit.empty() ? "" : " In " + def.unit + ".");
        if (def.required)
            required.push_back(def.name);
        properties[def.name] = std::move(one);
    }
    if (!required.empty())
        schema["required"] = std::move(required);
    schema["properties"] = std::move(properties);
    return schema;
}

std::string range(const SettingDef& def) {
    return std::to_string(*def.min) + " to " + std::to_string(*def.max);
}

std::string words(const SettingDef& def) {
    std::string all;
    for (const std::string& word : def.allowed)
        all += (all.empty() ? "`" : ", `") + word + "`";
    return all;
}

std::string unitOf(const SettingDef& def) {
    return def.unit.empty() ? "" : " " + def.unit;
}

std::string textWords(const SettingDef& def) {
    const std::string format{formatName(def.format)};
    return format.empty() ? "text of at most " + std::to_string(def.max.value_or(200)) + " characters"
                          : format;
}

/// The column "what it takes".
std::string takes(const SettingDef& def) {
    switch (def.kind) {
        case SettingKind::Text:
            return textWords(def);
        case SettingKind::Whole:
            return range(def) + unitOf(def);
        case SettingKind::Flag:
            return "`true` or `false`";
        case SettingKind::Choice:
            return words(def);
        case SettingKind::Clock:
            return "time, `\"00:00\"` to `\"24:00\"`";
        case SettingKind::LocalTime:
            return "date and time, `\"2026-11-26 22:00\"`";
        case SettingKind::TextList:
            return "list of: " + textWords(def);
        case SettingKind::WholeList:
            return "list of numbers, each " + range(def) + unitOf(def);
        case SettingKind::ChoiceList:
            return "list of: " + words(def);
        case SettingKind::ClockList:
            return "list of times";
        case SettingKind::Group:
        case SettingKind::GroupList:
            return "";
        case SettingKind::Tree:
            return "map";
        case SettingKind::TextMaps:
            return "map: `nl`, `en`, each a map of key and text of at most " + std::to_string(*def.max) +
                   " characters";
    }
    return "";
}

std::string defaultOf(const SettingDef& def, const void* owner) {
    if (def.required)
        return "**must be given**";
    const std::string shown = def.show(owner);
    // A number below its bounds stands for "not given": the other form of a schedule, for one.
    const bool stands_for_none =
        def.kind == SettingKind::Whole && !shown.empty() && std::stol(shown) < *def.min;
    return shown.empty() || stands_for_none ? "none" : "`" + shown + "`";
}

bool isGroup(const SettingDef& def) {
    return def.kind == SettingKind::Group || def.kind == SettingKind::GroupList;
}

/// One heading and table per group; groups inside follow their parent.
void describe(const std::vector<SettingDef>& defs, const void* owner, const std::string& path,
              std::string& out) {
    bool open = false;
    for (const SettingDef& def : defs) {
        if (isGroup(def))
            continue;
        if (!open)
            out += "\n| setting | takes | default | |\n|---|---|---|---|\n";
        open = true;
        out += "| `" + path + def.name + "` | " + takes(def) + " | " + defaultOf(def, owner) + " | " +
               def.doc + " |\n";
    }
    for (const SettingDef& def : defs) {
        if (!isGroup(def))
            continue;
        const bool list = def.kind == SettingKind::GroupList;
        const std::string name = path + def.name + (list ? "[]" : "");
        out += "\n### " + name + "\n\n" + def.doc;
        if (list)
            out += " A list of at most " + std::to_string(*def.max) + " entries.";
        if (def.required)
            out += " Must be given.";
        out += "\n";
        describe(def.children, def.look(owner), name + ".", out);
    }
}

constexpr std::string_view kIntroduction = R"(# Settings reference

Generated by `inzage-settings-doc` from the table of settings that the parser reads. Don't edit this file.

Files are YAML in UTF-8, at most 256 KiB. Every mistake is reported at once, as `file:line:column: what is wrong`.
Refused everywhere: unknown keys, a key twice, anchors and aliases, tags, numbers with a leading zero, and texts without
quotes that YAML takes for a boolean (`no`, `on`, `yes`). A key that ends in `_file` inside free-form settings
names a secret file: relative to the secrets folder, mode 0600 or 0400.
)";

bool writeFile(const std::string& path, const std::string& text) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << text;
    file.close();
    return file.good();
}

}  // namespace

std::string tenantSchemaText() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", "Inzage: settings of one care organisation"},
                {"$comment", "Generated by inzage-settings-doc. Don't edit."}};
    schema.update(schemaOf(tenantTable()));
    return indentedJson(schema) + "\n";
}

std::string settingsReferenceText() {
    std::string out{kIntroduction};
    out += "\n## tenants/<id>/tenant.yaml\n\nThe rules, look and help of one care organisation.\n";
    const TenantSettings tenant;
    describe(tenantTable(), &tenant, "", out);
    out +=
        "\n## deploy/platform.yaml\n\nThe whole deployment. Relative folders start from the data folder "
        "(`--var`).\n";
    const PlatformSettings platform;
    describe(platformTable(), &platform, "", out);
    return out;
}

bool writeSettingsDocuments(const std::string& root) {
    const bool schema = writeFile(root + "/tenants/schema/tenant.schema.json", tenantSchemaText());
    const bool reference = writeFile(root + "/docs/settings-reference.md", settingsReferenceText());
    return schema && reference;
}

}  // namespace inzage::config
