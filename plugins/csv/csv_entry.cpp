#include "plugins/csv/csv_adapter.h"
#include "plugins/sdk/adapter_entry.h"

INZAGE_ADAPTER(inzage::csv::CsvAdapter, "csv", INZAGE_VERSION)
