#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace inzage::test {

/// The folder with initdb, postgres and psql (INZAGE_PG_BIN, else Debian's).
[[nodiscard]] std::filesystem::path postgresPrograms();

/// Gives a folder to the user that runs PostgreSQL, when we are root.
void handToPostgres(const std::filesystem::path& folder);

/// Starts a program under that user; output is appended to `log`. Its end comes with ours. Gives the pid.
[[nodiscard]] int startAsPostgres(const std::vector<std::string>& arguments, const std::filesystem::path& log,
                                  const std::filesystem::path& standard_input = "/dev/null");

/// Waits; throws std::runtime_error with the end of the log when the exit code is not 0.
void finish(int pid, const std::string& what, const std::filesystem::path& log);

/// Starts a server on `data` with its socket in `run` and waits until it answers. Gives the pid.
[[nodiscard]] int startServer(const std::filesystem::path& data, const std::filesystem::path& run,
                              const std::filesystem::path& log);

/// Ends it and waits.
void stopServer(int pid, int signal_number);

}  // namespace inzage::test
