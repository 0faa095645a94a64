// An adapter whose stamp says what the build gives it: another ABI, toolchain, hash or name than the
// platform's. It must never be opened: its constructor of statics would end the process.
#include <cstdlib>

#include "plugins/sdk/stamp.h"
#include "tests/adapters/scripted.h"

#ifndef STAMP_MAGIC
#define STAMP_MAGIC "INZAGE-ADAPTER"
#endif
#ifndef STAMP_ABI
#define STAMP_ABI ::inzage::sdk::kAdapterAbi
#endif
#ifndef STAMP_TOOLCHAIN
#define STAMP_TOOLCHAIN INZAGE_TOOLCHAIN_TAG
#endif
#ifndef STAMP_HASH
#define STAMP_HASH INZAGE_SDK_HEADER_HASH
#endif
#ifndef STAMP_NAME
#define STAMP_NAME ADAPTER_NAME
#endif

extern "C" __attribute__((section(INZAGE_STAMP_SECTION), used, visibility("default")))
const inzage::sdk::AdapterStamp inzage_adapter_stamp = {
    STAMP_MAGIC,     STAMP_ABI, sizeof(inzage::sdk::AdapterStamp), STAMP_NAME, "0.9",
    STAMP_TOOLCHAIN, STAMP_HASH};

namespace {
const bool opened = [] {
    std::abort();
    return true;
}();
}  // namespace
