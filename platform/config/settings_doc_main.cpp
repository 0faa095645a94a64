// inzage-settings-doc <top of the repository>: writes the JSON Schema and the settings reference.
#include <iostream>

#include "platform/config/documentation.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: inzage-settings-doc <top of the repository>\n";
        return 64;
    }
    if (!inzage::config::writeSettingsDocuments(argv[1])) {
        std::cerr << "tenants/schema/tenant.schema.json or docs/settings-reference.md can't be written below "
                  << argv[1] << "\n";
        return 74;
    }
    return 0;
}
