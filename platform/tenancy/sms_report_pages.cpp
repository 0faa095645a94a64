#include "platform/tenancy/sms_report_pages.h"

#include "platform/delivery/deliverer.h"

namespace inzage::tenancy {
namespace {

constexpr std::size_t kReportBytesMax = std::size_t{16} * 1024;

delivery::IncomingReport reportIn(const http::Request& request) {
    delivery::IncomingReport report;
    for (const char* name : {"id", "s", "reference", "status"})
        if (const auto value = request.query(name))
            report.query.emplace_back(name, *value);
    report.form = request.formFields();
    report.body = request.body();
    report.signature = std::string{request.header("x-twilio-signature").value_or("")};
    // What follows the address that we gave the provider.
    report.url = request.rawQuery().empty() ? std::string{} : "?" + request.rawQuery();
    return report;
}

http::Response takeReports(const Visit& visit, const delivery::Gateways& gateways) {
    const auto& tenant = *visit.tenant;
    const auto gateway = visit.params.get("gateway");
    if (!gateways.isReportSecret(tenant.id.text(), gateway, visit.params.get("secret")))
        return http::text(404, "No such address.\n");
    for (const auto& report : gateways.read(visit.settings(), gateway, reportIn(visit.request)))
        delivery::takeReport(visit.services.pools, tenant.id, gateway, report, visit.at);
    return http::text(200, "OK\n");
}

}  // namespace

void registerSmsReportPages(Pages& pages, const delivery::Gateways& gateways) {
    const auto page = [&gateways](const Visit& visit) { return takeReports(visit, gateways); };
    for (const auto method : {http::Method::Get, http::Method::Post})
        pages.add(method, "/sms-status/{gateway}/{secret}", http::RouteRight::Machine, page,
                  {.body_bytes_max = kReportBytesMax});
}

}  // namespace inzage::tenancy
