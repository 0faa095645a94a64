#include "json_records.h"

#include "plugins/sdk/field_values.h"

namespace inzage::json_folder {

namespace {

void readOrigin(const sdk::JsonValue& value, sdk::Origin& into, std::string& problem) {
    into.source_id = value.textOf("id");
    if (const auto changed_at = sdk::readMoment(value.textOf("changed_at")))
        into.changed_at = *changed_at;
    else
        problem = "changed_at is no moment with Z or an offset";
    // No source_version: the platform then compares the fields. With one, a record whose version is known is
    // passed over quickly, so give one only if it changes with every change.
}

}  // namespace

Reading readClient(const sdk::JsonValue& value) {
    sdk::Client client;
    std::string problem;
    readOrigin(value, client, problem);
    client.client_number = value.textOf("number");
    client.form_of_address = value.textOf("form_of_address");
    client.given_name = value.textOf("given_name");
    client.prefix = value.textOf("prefix");
    client.family_name = value.textOf("family_name");
    client.location = value.textOf("location");
    client.home_care = value.flagOf("home_care");
    client.email = value.textOf("email");
    client.phone = value.textOf("phone");
    if (const std::string_view born = value.textOf("birth_date"); !born.empty()) {
        client.birth_date = sdk::readDate(born);
        if (!client.birth_date)
            problem = "birth_date is no day";
    }
    if (client.family_name.empty())
        problem = "family_name is missing";
    if (!problem.empty())
        return {std::nullopt, problem};
    return {client, ""};
}

Reading readReport(const sdk::JsonValue& value) {
    sdk::Report report;
    std::string problem;
    readOrigin(value, report, problem);
    report.client = value.textOf("client");
    report.kind_code = value.textOf("kind", "daily");
    report.kind_label = value.textOf("kind_label", "Dagrapportage");
    report.title = value.textOf("title");
    report.body = value.textOf("text");
    report.author_name = value.textOf("author");
    report.author_role = value.textOf("role");
    report.withdrawn = value.flagOf("withdrawn");
    if (const auto happened_at = sdk::readMoment(value.textOf("at")))
        report.happened_at = *happened_at;
    else
        problem = "at is no moment with Z or an offset";
    if (report.client.empty())
        problem = "client is missing";
    if (!problem.empty())
        return {std::nullopt, problem};
    return {report, ""};
}

}  // namespace inzage::json_folder
