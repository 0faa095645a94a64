// A stamp and no class: the class loader finds nothing to make.
#include "plugins/sdk/stamp.h"

extern "C" __attribute__((section(INZAGE_STAMP_SECTION), used, visibility("default")))
const inzage::sdk::AdapterStamp inzage_adapter_stamp = {
    "INZAGE-ADAPTER",     inzage::sdk::kAdapterAbi, sizeof(inzage::sdk::AdapterStamp), ADAPTER_NAME, "1.0",
    INZAGE_TOOLCHAIN_TAG, INZAGE_SDK_HEADER_HASH};
