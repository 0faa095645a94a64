#include "messages_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "plugins/sdk/json_reader.h"

namespace inzage::json_folder {

namespace {

/// Only what can't lead out of the folder.
void requireFileName(const std::string& key) {
    const bool plain = std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
    if (key.empty() || key.size() > 100 || !plain)
        throw sdk::AdapterFailure{sdk::AdapterFailureKind::Defect, "the key can't be the name of a file"};
}

std::string fileText(const sdk::Message& message, const sdk::OutboundChange& change, const std::string& id) {
    sdk::JsonWriter json;
    json.beginMap().key("id").value(id);
    json.key("client").value(message.client);
    json.key("conversation").value(message.conversation);
    json.key("in_reply_to").value(message.in_reply_to);
    json.key("subject").value(message.subject);
    json.key("text").value(message.body);
    json.key("author").value(change.written_by_name);
    json.key("role").value(change.written_by_role);
    json.key("written_at_us").number(static_cast<long long>(change.written_at.time_since_epoch().count()));
    json.key("recipients").beginList();
    for (const std::string& recipient : message.recipients)
        json.value(recipient);
    json.endList().endMap();
    return json.text();
}

}  // namespace

sdk::PushReceipt putMessage(const std::string& folder, const sdk::Message& message,
                            const sdk::OutboundChange& change, const std::string& key) {
    requireFileName(key);
    const sdk::PushReceipt receipt{.source_id = "portal-" + key, .source_version = "1"};
    const std::string path = folder + "/" + key + ".json";
    std::error_code error;
    if (std::filesystem::exists(path, error))
        return receipt;
    std::filesystem::create_directories(folder, error);
    // Under a name that the other side passes over, until it is whole.
    const std::string unfinished = folder + "/." + key + ".tmp";
    std::ofstream file{unfinished, std::ios::binary | std::ios::trunc};
    file << fileText(message, change, receipt.source_id);
    file.close();
    if (file)
        std::filesystem::rename(unfinished, path, error);
    if (!file || error)
        throw sdk::AdapterFailure{sdk::AdapterFailureKind::Transient,
                                  "a message can't be written into " + folder +
                                      "; is there room, and may this program "
                                      "write there?"};
    return receipt;
}

}  // namespace inzage::json_folder
