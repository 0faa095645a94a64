#include "plugins/sdk/adapter_entry.h"
#include "tests/adapters/scripted.h"

INZAGE_ADAPTER(inzage::broken::Scripted, ADAPTER_NAME, "1.0")
