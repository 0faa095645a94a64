#pragma once
#include <exception>
#include <string>
#include <string_view>

#include "platform/database/tenant_tx.h"

namespace inzage::database {

/// Whether the failed statement was its own transaction: then a connection that broke during it leaves the
/// outcome unknown.
enum class Commits { Itself, Later };

/// Turns what libpqxx threw into a DatabaseError with a kind. `doing` names the statement or deed. The text
/// never holds values: PostgreSQL quotes them in messages of data errors, so those keep only their code.
[[nodiscard]] DatabaseError databaseErrorFrom(const std::exception& thrown, std::string_view doing,
                                              Commits commits);

/// The same for one SQLSTATE ("" when there is none) and the server's first line.
[[nodiscard]] DatabaseError databaseErrorFor(std::string_view sqlstate, std::string_view message,
                                             std::string_view doing, Commits commits);

}  // namespace inzage::database
