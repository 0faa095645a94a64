#include "plugins/sdk/adapter_entry.h"
#include "template_adapter.h"

// The name is that of the file (template.so) and of `adapter:` in the settings. The version is yours.
INZAGE_ADAPTER(inzage::json_folder::TemplateAdapter, "template", "1.0.0")
