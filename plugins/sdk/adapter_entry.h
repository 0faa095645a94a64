#pragma once
#include <Poco/ClassLibrary.h>

#include "plugins/sdk/record_adapter.h"
#include "plugins/sdk/stamp.h"

/// INZAGE_ADAPTER(Class, "name", "version"), once, at namespace scope of one .cpp of the adapter. Writes the
/// stamp into its own section and the manifest that the class loader looks for. Class is derived from
/// inzage::sdk::RecordAdapter and default-constructible without side effects.
#define INZAGE_ADAPTER(Class, adapter_name, adapter_version)                                       \
    extern "C" __attribute__((section(INZAGE_STAMP_SECTION), used, visibility("default")))         \
    const ::inzage::sdk::AdapterStamp inzage_adapter_stamp = {"INZAGE-ADAPTER",                    \
                                                              ::inzage::sdk::kAdapterAbi,          \
                                                              sizeof(::inzage::sdk::AdapterStamp), \
                                                              adapter_name,                        \
                                                              adapter_version,                     \
                                                              INZAGE_TOOLCHAIN_TAG,                \
                                                              INZAGE_SDK_HEADER_HASH};             \
    POCO_BEGIN_MANIFEST(::inzage::sdk::RecordAdapter)                                              \
    POCO_EXPORT_INTERFACE(Class, "adapter")                                                        \
    POCO_END_MANIFEST
