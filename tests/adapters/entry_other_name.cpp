// Its stamp fits its file, its description is of another adapter.
#include "plugins/sdk/adapter_entry.h"
#include "tests/adapters/scripted.h"

namespace {
class Renamed final : public inzage::broken::Scripted {
  public:
    [[nodiscard]] inzage::sdk::Description describe() const override {
        auto description = Scripted::describe();
        description.name = "csv";
        return description;
    }
};
}  // namespace

INZAGE_ADAPTER(Renamed, ADAPTER_NAME, "1.0")
