#include "plugins/odbc/odbc_adapter.h"
#include "plugins/sdk/adapter_entry.h"

INZAGE_ADAPTER(inzage::odbc::OdbcAdapter, "odbc", INZAGE_VERSION)
