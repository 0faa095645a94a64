#include "plugins/csv/csv_settings.h"

#include <algorithm>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/record_columns.h"

namespace inzage::csv {

namespace {

using sdk::RecordKind;
using sdk::SettingNode;

[[noreturn]] void refuse(const SettingNode& node, const std::string& what) {
    throw sdk::AdapterFailure{sdk::AdapterFailureKind::Config,
                              (node.place.empty() ? "" : node.place + ": ") + what};
}

std::string known(const std::vector<std::string_view>& names) {
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "" : ", ").append(name);
    return "(known: " + list + ")";
}

RecordKind kindNamed(const SettingNode& node) {
    if (const auto kind = sdk::recordKindFromName(node.name))
        return *kind;
    refuse(node, node.name + " is no record kind " +
                     known({sdk::kRecordKindNames.begin(), sdk::kRecordKindNames.end()}));
}

void requireColumn(const SettingNode& node, RecordKind kind, std::string_view parent) {
    std::vector<std::string_view> names;
    for (const sdk::ColumnInfo& column : sdk::columnInfo(kind))
        names.push_back(column.name);
    if (std::ranges::find(names, node.name) == names.end())
        refuse(node, std::string{parent} + "." + std::string{sdk::nameOf(kind)} + "." + node.name +
                         " is no column " + known(names));
}

const std::string& requireText(const SettingNode& node) {
    if (!node.children.empty() || node.text.empty())
        refuse(node, node.name + " must be a text");
    return node.text;
}

void requireMap(const SettingNode& node) {
    if (!node.text.empty())
        refuse(node, node.name + " must be a map of record kinds");
}

void readColumns(const SettingNode& columns, CsvSettings& into) {
    requireMap(columns);
    for (const SettingNode& of_kind : columns.children) {
        const RecordKind kind = kindNamed(of_kind);
        for (const SettingNode& column : of_kind.children) {
            requireColumn(column, kind, "columns");
            into.kinds[static_cast<std::size_t>(kind)].headers[column.name] = requireText(column);
        }
    }
}

void readIgnored(const SettingNode& ignored, CsvSettings& into) {
    requireMap(ignored);
    for (const SettingNode& of_kind : ignored.children) {
        const RecordKind kind = kindNamed(of_kind);
        for (const SettingNode& header : of_kind.children)
            into.kinds[static_cast<std::size_t>(kind)].ignored.push_back(requireText(header));
    }
}

void readCodes(const SettingNode& codes, CsvSettings& into) {
    requireMap(codes);
    for (const SettingNode& of_kind : codes.children) {
        const RecordKind kind = kindNamed(of_kind);
        for (const SettingNode& column : of_kind.children) {
            requireColumn(column, kind, "codes");
            TextMap& list = into.kinds[static_cast<std::size_t>(kind)].codes[column.name];
            for (const SettingNode& code : column.children)
                list[code.name] = requireText(code);
        }
    }
}

void readLabels(const SettingNode& labels, CsvSettings& into) {
    requireMap(labels);
    for (const SettingNode& of_kind : labels.children) {
        const RecordKind kind = kindNamed(of_kind);
        if (kind != RecordKind::Report && kind != RecordKind::Measurement)
            refuse(of_kind, "labels exist for report and measurement only");
        for (const SettingNode& label : of_kind.children)
            into.kinds[static_cast<std::size_t>(kind)].labels[label.name] = requireText(label);
    }
}

char readSeparator(const SettingNode& node) {
    if (node.text == "auto")
        return '\0';
    if (node.text == ";" || node.text == ",")
        return node.text.front();
    refuse(node, "separator must be auto, ';' or ','");
}

bool readYesNo(const SettingNode& node) {
    if (node.children.empty() && (node.text == "true" || node.text == "false"))
        return node.text == "true";
    refuse(node, node.name + " must be true or false");
}

}  // namespace

std::vector<sdk::SettingSpec> settingSpecs() {
    using sdk::SettingSpec;
    using sdk::SettingType;
    std::vector<SettingSpec> specs;
    const auto add = [&](std::string key, SettingType type, bool required, std::string otherwise,
                         std::string help) {
        SettingSpec spec;
        spec.key = std::move(key);
        spec.type = type;
        spec.required = required;
        spec.default_value = std::move(otherwise);
        spec.help = std::move(help);
        specs.push_back(std::move(spec));
    };
    add("folder", SettingType::Folder, true, "", "The folder where the care-record system puts its drops.");
    add("separator", SettingType::Choice, false, "auto",
        "What separates the columns; auto looks at each header.");
    specs.back().choices = {"auto", ";", ","};
    add("acknowledgements", SettingType::Boolean, false, "false",
        "The care-record system answers to what people wrote (outgoing/acks); until then it waits.");
    add("columns", SettingType::Map, false, "",
        "Per record kind: our column name, then the header that the files have for it.");
    add("ignore_columns", SettingType::Map, false, "",
        "Per record kind: a list of headers that are passed over.");
    add("codes", SettingType::Map, false, "",
        "Per record kind and column: the value in the files, then our value; other values stay as they are.");
    add("labels", SettingType::Map, false, "",
        "For report and measurement: kind_code, then the name people read, for files without kind_label.");
    return specs;
}

CsvSettings readSettings(const sdk::AdapterSettings& settings) {
    CsvSettings read;
    for (const SettingNode& node : settings.root.children) {
        if (node.name == "folder")
            read.folder = requireText(node);
        else if (node.name == "separator")
            read.separator = readSeparator(node);
        else if (node.name == "acknowledgements")
            read.acknowledgements = readYesNo(node);
        else if (node.name == "columns")
            readColumns(node, read);
        else if (node.name == "ignore_columns")
            readIgnored(node, read);
        else if (node.name == "codes")
            readCodes(node, read);
        else if (node.name == "labels")
            readLabels(node, read);
        else
            refuse(node, node.name + " is not a setting of the csv adapter " +
                             known({"folder", "separator", "acknowledgements", "columns", "ignore_columns",
                                    "codes", "labels"}));
    }
    if (read.folder.empty())
        refuse(settings.root, "folder is missing: the csv adapter needs the folder of the drops");
    if (read.folder.front() != '/' && !settings.base_folder.empty())
        read.folder = settings.base_folder + "/" + read.folder;
    return read;
}

}  // namespace inzage::csv
