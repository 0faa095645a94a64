#pragma once
#include <string>
#include <string_view>

#include "plugins/sdk/failure.h"

namespace inzage::odbc {

/// What a driver said: never shown as it is, because a database quotes values of rows in its messages.
struct Diagnosis {
    std::string state;    ///< SQLSTATE, five characters; empty when the driver said nothing
    std::string message;  ///< the first one
};

enum class Stage : std::uint8_t {
    Connecting,
    Describing,  ///< the query is only planned: no row has been looked at
    Reading,
};

/// The kind by class of SQLSTATE, and one sentence with cause and remedy. `about` is what was asked: the name
/// of a query, or of the connection. The message is quoted only while describing and only for class 42, where
/// a database names the table or column that is missing.
[[nodiscard]] sdk::AdapterFailure failureFor(const Diagnosis& diagnosis, Stage stage,
                                             const std::string& about);

}  // namespace inzage::odbc
