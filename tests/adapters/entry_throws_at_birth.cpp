#include "plugins/sdk/adapter_entry.h"
#include "tests/adapters/scripted.h"

namespace {
class Stillborn final : public inzage::broken::Scripted {
  public:
    Stillborn() { throw 13; }
};
}  // namespace

INZAGE_ADAPTER(Stillborn, ADAPTER_NAME, "1.0")
