// An adapter of somebody who wrote the class loader's manifest by hand and knows of no stamp.
#include <Poco/ClassLibrary.h>

#include "tests/adapters/scripted.h"

POCO_BEGIN_MANIFEST(inzage::sdk::RecordAdapter)
POCO_EXPORT_INTERFACE(inzage::broken::Scripted, "adapter")
POCO_END_MANIFEST
