#include "platform/access/viewer_row.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/base/json_text.h"

namespace inzage::access {
namespace {

std::vector<Right> rightsOf(std::string_view text) {
    std::vector<Right> rights;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto right = rightFromName(text.substr(0, comma)))
            rights.push_back(*right);
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return rights;
}

std::vector<ClientChoice> clientsOf(std::string_view json) {
    std::vector<ClientChoice> clients;
    if (json.empty())
        return clients;
    for (const auto& entry : parseJson(json))
        if (auto id = ClientId::parse(entry.at("id").get<std::string>()))
            clients.push_back({*id, Private{entry.at("name").get<std::string>()}});
    return clients;
}

}  // namespace

Viewer viewerOf(const database::Row& row) {
    const auto account = row.id<AccountId>("v_account_id");
    const auto session = row.id<SessionId>("v_session_id");
    if (!account || !session)
        throw std::logic_error{"the gate gave a row without a viewer"};
    return {.account = *account,
            .session = *session,
            .given_name = row.personal("v_given_name"),
            .person = row.personal("v_person"),
            .role = std::string{row.text("v_role")},
            .client = row.id<ClientId>("v_client_id"),
            .client_name = row.personal("v_client"),
            .client_photo = std::string{row.text("v_client_photo")},
            .rights = rightsOf(row.text("v_rights")),
            .clients = clientsOf(row.text("v_clients")),
            .notices_new = static_cast<int>(row.integer("v_notices_new")),
            .since = row.time("v_since"),
            .care_ended_on = std::string{row.text("v_care_ended_on")},
            .preview_account = row.id<AccountId>("v_preview_account"),
            .preview = row.personal("v_preview")};
}

}  // namespace inzage::access
