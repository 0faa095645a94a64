#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/config/platform_settings.h"
#include "platform/database/control_places.h"
#include "platform/http/static_files.h"
#include "platform/tenancy/tenant.h"
#include "platform/views/views.h"

namespace inzage::app {

/// Reads the tenants' folders and takes in those whose settings are right and whose database is there. A
/// tenant with a wrong file, or own texts that don't fit, is not served and logged with every error; it does
/// not stop the others. Their style sheet, logo and scene are put into `files`. Gives the number served.
std::size_t takeTenants(const std::string& tenants_dir, const std::string& secrets_dir,
                        const config::PlatformSettings& platform, const database::ControlPlaces& places,
                        const views::Templates& templates, tenancy::Tenants& tenants,
                        http::StaticFiles& files);

/// The file in memory that a request asks for, at the host name of a served tenant; of the tenants' own files
/// only that tenant's. Absent: the router answers.
[[nodiscard]] std::optional<http::Response> fileFor(const http::Request& request,
                                                    const http::StaticFiles& files,
                                                    const tenancy::Tenants& tenants);

/// Follows the control database: tenants that were suspended or resumed since.
void followStates(const database::ControlPlaces& places, tenancy::Tenants& tenants);

}  // namespace inzage::app
