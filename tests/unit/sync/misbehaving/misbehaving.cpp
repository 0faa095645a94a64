// An adapter that does to the worker what its setting `mode` says.
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include "plugins/sdk/adapter_entry.h"

namespace {

using namespace inzage::sdk;

class Misbehaving final : public RecordAdapter {
  public:
    ~Misbehaving() override {
        if (mode_ == "crash_at_end")
            ::raise(SIGSEGV);
    }
    [[nodiscard]] Description describe() const override {
        Description description;
        description.name = "misbehaving";
        description.version = "1";
        description.capabilities =
            static_cast<std::uint32_t>(Capability::Pull) | static_cast<std::uint32_t>(Capability::Push);
        description.pulls = {RecordKind::Client, RecordKind::Report};
        description.pushes = {RecordKind::Report, RecordKind::Appointment};
        return description;
    }
    void configure(const AdapterSettings& settings) override {
        mode_ = settings.root.textOf("mode");
        rows_ = std::atoi(std::string{settings.root.textOf("rows", "0")}.c_str());
        gate_ = settings.root.textOf("gate");
        taken_ = settings.root.textOf("taken");
        if (mode_ == "config")
            throw AdapterFailure{AdapterFailureKind::Config, "mode can't be 'config'"};
        if (const std::string* secret = settings.secret("token_file"); secret != nullptr && mode_ == "blab")
            std::fprintf(stderr, "the token is %s of anna@example.nl, 0612345678\n", secret->c_str());
    }
    void check(const Call& /*call*/) override {}

    void pull(std::span<const RecordKind> /*kinds*/, const std::optional<std::string>& cursor,
              RecordSink& sink, const Call& call) override {
        Client client;
        client.source_id = "C1";
        client.family_name = "Jansen";
        sink.put(client);
        Report report;
        report.client = "C1";
        report.happened_at = UtcTime{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
        for (int i = 0; i < rows_; ++i) {
            report.source_id = "R" + std::to_string(i);
            report.body = mode_ + " " + std::to_string(i);
            sink.put(report);
        }
        misbehave(sink, call, cursor);
        sink.cursor("after " + mode_);
    }

    /// Notes what it took in the file of the setting `taken`, a key once; the text says how to misbehave.
    PushReceipt push(const OutboundChange& change, const std::string& key, const Call& /*call*/) override {
        std::string text;
        if (const auto* report = std::get_if<Report>(&change.record))
            text = report->body;
        if (const auto* appointment = std::get_if<Appointment>(&change.record))
            text = "busy " + appointment->title + appointment->note;
        if (text == "transient")
            throw AdapterFailure{AdapterFailureKind::Transient, "the source is away"};
        if (text == "defect")
            throw AdapterFailure{AdapterFailureKind::Defect, "the source refuses it"};
        if (text == "config")
            throw AdapterFailure{AdapterFailureKind::Config, "the source knows no such user"};
        const std::string line = key + " " + std::to_string(static_cast<int>(change.operation)) + " " +
                                 originOf(change.record).source_id + " " + text;
        std::ifstream before{taken_};
        std::string known;
        bool is_new = true;
        while (std::getline(before, known))
            is_new = is_new && !known.starts_with(key);
        if (is_new)
            std::ofstream{taken_, std::ios::app} << line << std::endl;
        if (text == "die" && !std::ifstream{gate_})
            ::_exit(9);
        if (text == "pending" && !std::ifstream{gate_})
            return {"", "", true};
        if (text == "of another")
            return {"taken by another", ""};
        return {originOf(change.record).source_id.empty() ? "S-" + key : originOf(change.record).source_id,
                "1"};
    }

  private:
    void misbehave(RecordSink& sink, const Call& call, const std::optional<std::string>& cursor) {
        if (mode_ == "crash")
            ::abort();
        if (mode_ == "crash_first" && !cursor && !std::ifstream{gate_}) {
            std::ofstream{gate_} << "was here";
            ::abort();
        }
        if (mode_ == "exit")
            ::exit(0);
        if (mode_ == "hang")
            for (;;)
                ::pause();
        if (mode_ == "wait")
            while (!call.over())
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
        if (mode_ == "wait")
            call.proceedOrThrow();
        if (mode_ == "gate") {
            // Half of the rows are in the database's transaction by now.
            std::ofstream{gate_ + ".reached"} << "x";
            while (!std::ifstream{gate_})
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        if (mode_ == "spin")
            for (std::atomic<unsigned> turns{0};;)
                ++turns;
        if (mode_ == "leak")
            for (std::vector<std::string*> kept;;)
                kept.push_back(new std::string(1 << 20, 'x'));
        if (mode_ == "flood")
            for (;;)
                std::puts(
                    "la la la la la la la la la la la la la la la la la la la la la la la la la la la la");
        if (mode_ == "foreign")
            throw 42;
        if (mode_ == "defect")
            throw AdapterFailure{AdapterFailureKind::Defect, "the export is cut off"};
        if (mode_ == "transient")
            throw AdapterFailure{AdapterFailureKind::Transient, "the source is away"};
        if (mode_ == "reach")
            tellWhatIsReached(sink);
        if (mode_ == "limits") {
            rlimit files{};
            ::getrlimit(RLIMIT_NOFILE, &files);
            Client told;
            told.source_id = "limits";
            told.family_name = std::to_string(files.rlim_cur) +
                               (std::getenv("LD_BIND_NOW") != nullptr ? " bound" : "") +
                               (std::getenv("INZAGE_TEST_SECRET") == nullptr ? " clean" : "");
            sink.put(told);
        }
    }

    /// Tries what no adapter needs; its client's name lists what was not refused.
    static void tellWhatIsReached(RecordSink& sink) {
        std::string reached = "reached:";
        const auto attempt = [&](const char* what, bool worked) {
            if (worked)
                reached.append(" ").append(what);
        };
        if (const pid_t child = ::fork(); child >= 0) {
            if (child == 0)
                ::_exit(0);
            attempt("fork", true);
        }
        pid_t program = 0;
        char name[] = "/bin/true";
        char* words[] = {name, nullptr};
        attempt("program", ::posix_spawn(&program, name, nullptr, nullptr, words, environ) == 0);
        attempt("namespace", ::unshare(CLONE_NEWUSER) == 0);
        attempt("parent", ::kill(::getppid(), 0) == 0);
        attempt("ptrace", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
        attempt("packets", ::socket(AF_PACKET, SOCK_RAW, 0) >= 0 || ::socket(AF_VSOCK, SOCK_STREAM, 0) >= 0);
        // What adapters do need.
        attempt("network", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
        std::thread{[&] { attempt("thread", true); }}.join();
        Client told;
        told.source_id = "reach";
        told.family_name = reached;
        sink.put(told);
    }

    std::string mode_;
    std::string gate_;
    std::string taken_;
    int rows_ = 0;
};

}  // namespace

INZAGE_ADAPTER(Misbehaving, "misbehaving", "1")
