// Links although a function is nowhere: what happens when an author builds without -z defs.
#include "plugins/sdk/adapter_entry.h"
#include "tests/adapters/scripted.h"

extern "C" int nobodyDefinesThis(int);

namespace {
class Incomplete final : public inzage::broken::Scripted {
  public:
    void check(const inzage::sdk::Call& call) override {
        if (nobodyDefinesThis(1) > 0)
            Scripted::check(call);
    }
};
}  // namespace

INZAGE_ADAPTER(Incomplete, ADAPTER_NAME, "1.0")
