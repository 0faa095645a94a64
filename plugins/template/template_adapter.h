#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "plugins/sdk/record_adapter.h"

/// An adapter to copy. Its source is a folder in which a care-record system leaves its clients and their
/// reports as JSON:
///
///     export.json     {"number": 17}, written last: one more with each export
///     clients.json    {"clients": [{"id": "c1", "family_name": "…", …}, …]}
///     reports.json    {"reports": [{"id": "r1", "client": "c1", …}, …]}
///     messages/       where the portal puts what people write, one file per message
///
/// The promises that it keeps are those of plugins/sdk/record_adapter.h; comments here say how.
namespace inzage::json_folder {

/// How far each kind was taken, as text that the platform keeps for us: "clients=17 reports=16".
struct Cursor {
    std::uint64_t clients = 0;  ///< number of the export that was taken last; 0: none yet
    std::uint64_t reports = 0;

    /// A text that text() can't have made is a Defect: guessing would lose records.
    [[nodiscard]] static Cursor parse(const std::string& text);
    [[nodiscard]] std::string text() const;
};

struct Settings {
    std::string folder;
    std::size_t records_max = 0;  ///< in one file
};

class TemplateAdapter final : public sdk::RecordAdapter {
  public:
    [[nodiscard]] sdk::Description describe() const override;
    void configure(const sdk::AdapterSettings& settings) override;
    void check(const sdk::Call& call) override;
    void pull(std::span<const sdk::RecordKind> kinds, const std::optional<std::string>& cursor,
              sdk::RecordSink& sink, const sdk::Call& call) override;
    sdk::PushReceipt push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                          const sdk::Call& call) override;

  private:
    void pullKind(sdk::RecordKind kind, sdk::RecordSink& sink, const sdk::Call& call) const;

    Settings settings_;
};

}  // namespace inzage::json_folder
