#include "platform/access/log_keeper.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "platform/access/log_keeper_store.h"
#include "platform/observe/events.h"

namespace inzage::access {
namespace {

constexpr int kYoung = 120;        ///< seconds: seal_access_log leaves younger rows for later
constexpr int kRowsOfSeal = 2000;  ///< some tens of milliseconds
constexpr std::chrono::seconds kAllEvery{3600};
constexpr std::chrono::milliseconds kPause{20};  ///< between two tenants: pages go first

/// One line, whole or not at all, and on the disk.
void append(const std::string& path, const std::string& line) {
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path(), ignored);
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        throw std::runtime_error{path + " can't be opened"};
    const bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    const bool kept = ::fsync(file) == 0;
    ::close(file);
    if (!written || !kept)
        throw std::runtime_error{path + " can't be written"};
}

}  // namespace

struct LogKeeper::Impl {
    explicit Impl(LogKeeperParts given) : parts{std::move(given)} {}

    LogKeeperParts parts;
    std::mutex mutex;
    std::condition_variable changed;
    /// Who had visitors, and in how many rounds they are still looked at: rows must be two minutes old.
    std::map<TenantId, int> visited;
    bool stopping = false;
    std::thread thread;

    bool waits(std::chrono::milliseconds pause) {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, pause, [this] { return stopping; });
    }

    void visit(const TenantId& tenant) {
        const int rounds = 1 + kYoung / parts.settings.seal_every_s + 1;
        const std::lock_guard lock{mutex};
        visited[tenant] = rounds;
    }

    std::set<TenantId> takeVisited() {
        std::set<TenantId> taken;
        const std::lock_guard lock{mutex};
        for (auto& [tenant, rounds] : visited) {
            taken.insert(tenant);
            --rounds;
        }
        std::erase_if(visited, [](const auto& entry) { return entry.second <= 0; });
        return taken;
    }

    void work() {
        const std::chrono::seconds every{parts.settings.seal_every_s};
        auto since_all = kAllEvery;  // all of them after the start: somebody may have stopped in between
        while (!waits(every)) {
            auto tenants = takeVisited();
            since_all += every;
            if (since_all >= kAllEvery) {
                since_all = std::chrono::seconds{0};
                for (auto& tenant : parts.tenants())
                    tenants.insert(tenant);
            }
            for (const auto& tenant : tenants) {
                sealNoted(tenant);
                if (waits(kPause))
                    return;
            }
        }
    }

    void sealNoted(const TenantId& tenant) {
        const observe::LogScope scope{tenant.text(), {}};
        try {
            seal(tenant);
        } catch (const std::exception& failed) {
            observe::logEvent(observe::Event::ACCESS_LOG_SEAL_FAILED, {{"why", failed.what()}});
            visit(tenant);
        }
    }

    int seal(const TenantId& tenant) {
        int rows = 0;
        for (int batch = kRowsOfSeal; batch > 0;) {
            auto tx = parts.pools.begin(tenant);
            batch = sealLog(tx, parts.clock.now(), kRowsOfSeal);
            tx.commit();
            rows += batch;
        }
        if (rows == 0)
            return 0;
        auto tx = parts.pools.begin(tenant);
        const auto head = headOfLog(tx);
        tx.commit();
        tell(tenant, head);
        return rows;
    }

    void tell(const TenantId& tenant, const LogHead& head) const {
        const std::string to_row = std::to_string(head.to_row);
        if (parts.settings.heads_to_syslog)
            ::syslog(LOG_AUTHPRIV | LOG_NOTICE, "inzage access log head tenant=%s to_row=%s seal=%s",
                     tenant.text().c_str(), to_row.c_str(), head.seal.c_str());
        if (!parts.heads_file.empty())
            append(parts.heads_file, R"({"time": ")" + isoUtc(parts.clock.now()) + R"(", "tenant": ")" +
                                         tenant.text() + R"(", "to_row": )" + to_row + R"(, "seal": ")" +
                                         head.seal + "\"}\n");
    }
};

LogKeeper::LogKeeper(LogKeeperParts parts) : impl_{std::make_unique<Impl>(std::move(parts))} {}

LogKeeper::~LogKeeper() {
    stop();
}

void LogKeeper::start() {
    impl_->thread = std::thread{[this] { impl_->work(); }};
}

void LogKeeper::note(const TenantId& tenant) {
    impl_->visit(tenant);
}

void LogKeeper::stop() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stopping = true;
        impl_->changed.notify_all();
    }
    if (impl_->thread.joinable())
        impl_->thread.join();
}

int LogKeeper::sealNow(const TenantId& tenant) {
    return impl_->seal(tenant);
}

}  // namespace inzage::access
