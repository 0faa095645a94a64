#include <unistd.h>

#include <ostream>

#include "admin/ctl/ctl.h"
#include "platform/base/token.h"
#include "platform/config/secret_file.h"
#include "platform/database/private_file.h"

namespace inzage::ctl {
namespace {

/// Reads a password, or makes the file with a new one.
std::string passwordIn(Ctl& ctl, const std::string& path) {
    if (::access(path.c_str(), F_OK) != 0) {
        const auto written = database::writePrivateFile(path, newToken() + "\n");
        if (!written)
            ctl.fail(written.failure().what);
    }
    return ctl.need(config::readSecretFile(path));
}

int bootstrap(Ctl& ctl, const Arguments&) {
    const auto& here = ctl.installation();
    ctl.need(database::SealKey::readOrMake(here.seal_key));
    // Verifiers: the server never sees the passwords, and no log can hold them.
    ctl.out() << "\\set control_password '" << database::scramVerifier(passwordIn(ctl, here.control_password))
              << "'\n\\set provisioner_password '"
              << database::scramVerifier(passwordIn(ctl, here.provisioner_password)) << "'\n"
              << database::bootstrapSql();
    return kOk;
}

int init(Ctl& ctl, const Arguments&) {
    const auto& here = ctl.installation();
    ctl.need(database::SealKey::readOrMake(here.seal_key));
    const auto migrated = database::migrateControl(ctl.need(here.provisionerAccess()), ctl.clock().now());
    if (!migrated.ok())
        ctl.fail(migrated.failure->what);
    ctl.control().putCell("main", here.cell_conninfo, ctl.clock().now());
    if (migrated.from != migrated.to)
        ctl.audit("control.init", "", R"({"schema_version": )" + std::to_string(migrated.to) + "}");
    if (ctl.json())
        ctl.out() << R"({"schema_version": )" << migrated.to << "}\n";
    else
        ctl.out() << "The control database is ready (schema " << migrated.to << ").\n";
    return kOk;
}

}  // namespace

std::vector<Command> controlCommands() {
    return {
        {"control bootstrap",
         "",
         "Makes the secrets that are missing and prints the SQL that the cluster's superuser runs once (for "
         "psql).",
         {},
         0,
         0,
         bootstrap},
        {"control init",
         "",
         "Brings the control database's schema up to date and notes this cell.",
         {},
         0,
         0,
         init},
    };
}

}  // namespace inzage::ctl
