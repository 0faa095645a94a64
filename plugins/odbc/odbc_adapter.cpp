#include "plugins/odbc/odbc_adapter.h"

#include "plugins/odbc/pull.h"
#include "plugins/odbc/reporting_store.h"
#include "plugins/odbc/row_value.h"
#include "plugins/sdk/failure.h"

namespace inzage::odbc {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;

sdk::Description OdbcAdapter::describe() const {
    sdk::Description description;
    description.name = "odbc";
    description.version = INZAGE_VERSION;
    description.summary = "Reads SQL views in a reporting database through ODBC (docs/odbc-adapter.md).";
    description.capabilities = static_cast<std::uint32_t>(sdk::Capability::Pull) |
                               static_cast<std::uint32_t>(sdk::Capability::Incremental) |
                               static_cast<std::uint32_t>(sdk::Capability::Removals);
    description.pulls.assign(sdk::kRecordKinds.begin(), sdk::kRecordKinds.end());
    description.settings = settingSpecs();
    return description;
}

void OdbcAdapter::configure(const sdk::AdapterSettings& settings) {
    settings_ = readSettings(settings);
}

const OdbcSettings& OdbcAdapter::settings() const {
    if (!settings_)
        throw AdapterFailure{AdapterFailureKind::Config, "the odbc adapter was not configured"};
    return *settings_;
}

void OdbcAdapter::check(const sdk::Call& call) {
    (void)RowValues{settings().time_zone};
    const auto database = openForReading(settings(), call);
    describeAll(*database, settings(), call);
    if (accountMayWrite(*database, call))
        throw AdapterFailure{
            AdapterFailureKind::Config,
            "the account '" + settings().connection.user +
                "' may change the reporting database: Inzage reads in read-only transactions, but give "
                "it an account that has SELECT on the views and nothing else (docs/odbc-adapter.md)"};
}

void OdbcAdapter::pull(std::span<const sdk::RecordKind> kinds, const std::optional<std::string>& cursor,
                       sdk::RecordSink& sink, const sdk::Call& call) {
    call.proceedOrThrow();
    Cursor from = cursor ? Cursor::parse(*cursor) : Cursor{};
    const auto database = openForReading(settings(), call);
    pullAll(*database, settings(), kinds, std::move(from), sink, call);
}

sdk::PushReceipt OdbcAdapter::push(const sdk::OutboundChange& /*change*/,
                                   const std::string& /*idempotency_key*/, const sdk::Call& /*call*/) {
    throw AdapterFailure{AdapterFailureKind::Defect, "the odbc adapter only reads: it doesn't declare Push"};
}

}  // namespace inzage::odbc
