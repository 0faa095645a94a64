#include "tests/postgres/server_process.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace inzage::test {
namespace {

/// PostgreSQL refuses to run as root.
const passwd* otherUser() {
    if (::geteuid() != 0)
        return nullptr;
    const passwd* user = ::getpwnam("postgres");
    if (user == nullptr)
        throw std::runtime_error{"no user postgres: install postgresql-15"};
    return user;
}

std::string tailOf(const std::filesystem::path& log) {
    std::ifstream file{log};
    std::stringstream text;
    text << file.rdbuf();
    const std::string all = text.str();
    return all.size() > 2000 ? all.substr(all.size() - 2000) : all;
}

[[noreturn]] void becomeProgram(const passwd* user, std::vector<char*>& arguments, int log, int input) {
    if (user != nullptr && (::setgid(user->pw_gid) != 0 || ::initgroups(user->pw_name, user->pw_gid) != 0 ||
                            ::setuid(user->pw_uid) != 0))
        ::_exit(126);
    // After setuid, which clears it: a test that crashes must not leave a server behind.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    ::dup2(input, 0);
    ::dup2(log, 1);
    ::dup2(log, 2);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

}  // namespace

std::filesystem::path postgresPrograms() {
    if (const char* chosen = std::getenv("INZAGE_PG_BIN"))
        return chosen;
    return "/usr/lib/postgresql/15/bin";
}

void handToPostgres(const std::filesystem::path& folder) {
    if (const passwd* user = otherUser())
        if (::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error{"can't hand " + folder.string() + " to postgres"};
}

int startAsPostgres(const std::vector<std::string>& arguments, const std::filesystem::path& log,
                    const std::filesystem::path& standard_input) {
    const passwd* user = otherUser();
    std::vector<char*> raw;
    for (const auto& argument : arguments)
        raw.push_back(const_cast<char*>(argument.c_str()));
    raw.push_back(nullptr);
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const int input = ::open(standard_input.c_str(), O_RDONLY | O_CLOEXEC);
    if (output < 0 || input < 0)
        throw std::runtime_error{"can't open " + log.string()};
    const int pid = ::fork();
    if (pid == 0)
        becomeProgram(user, raw, output, input);
    ::close(output);
    ::close(input);
    if (pid < 0)
        throw std::runtime_error{"fork failed"};
    return pid;
}

void finish(int pid, const std::string& what, const std::filesystem::path& log) {
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error{what + " failed:\n" + tailOf(log)};
}

int startServer(const std::filesystem::path& data, const std::filesystem::path& run,
                const std::filesystem::path& log) {
    const std::vector<std::string> command{postgresPrograms() / "postgres",
                                           "-D",
                                           data,
                                           "-c",
                                           "listen_addresses=",
                                           "-c",
                                           "unix_socket_directories=" + run.string(),
                                           "-c",
                                           "fsync=off",
                                           "-c",
                                           "full_page_writes=off",
                                           "-c",
                                           "max_connections=300",
                                           "-c",
                                           "shared_buffers=64MB",
                                           "-c",
                                           "lc_messages=C",
                                           "-c",
                                           "log_min_messages=warning",
                                           "-c",
                                           "log_min_error_statement=panic",
                                           "-c",
                                           "max_wal_senders=0",
                                           "-c",
                                           "wal_level=minimal"};
    int pid = startAsPostgres(command, log);
    for (int i = 0; i < 6000; ++i) {
        std::ifstream state{data / "postmaster.pid"};
        std::string line;
        int number = 0;
        bool ours = false;
        while (std::getline(state, line)) {
            ++number;
            if (number == 1)
                ours = line == std::to_string(pid);
            if (number == 8 && ours && line.starts_with("ready"))
                return pid;
        }
        if (::waitpid(pid, nullptr, WNOHANG) == pid) {
            // Processes of a killed server let go of its memory a moment later.
            if (tailOf(log).find("shared memory block") == std::string::npos)
                throw std::runtime_error{"PostgreSQL didn't start:\n" + tailOf(log)};
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
            pid = startAsPostgres(command, log);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    stopServer(pid, SIGQUIT);
    throw std::runtime_error{"PostgreSQL wasn't ready within 30 s:\n" + tailOf(log)};
}

void stopServer(int pid, int signal_number) {
    ::kill(pid, signal_number);
    ::waitpid(pid, nullptr, 0);
}

}  // namespace inzage::test
