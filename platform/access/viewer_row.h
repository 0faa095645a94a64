#pragma once
#include "platform/access/entrance.h"

namespace inzage::access {

/// The viewer in a row's columns v_account_id … v_care_ended_on. Throws std::logic_error when there is none.
[[nodiscard]] Viewer viewerOf(const database::Row& row);

}  // namespace inzage::access
