// An adapter that keeps every promise, or breaks one: the one that its setting `fault` names. What its
// source holds is fixed; what is pushed stands as files in `folder`.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "plugins/sdk/adapter_entry.h"

#ifndef MISFIT_ENTRY
#define MISFIT_ENTRY(Class) INZAGE_ADAPTER(Class, ADAPTER_NAME, "1.0")
#endif

namespace {

using namespace inzage::sdk;

constexpr int kClients = 6;
constexpr const char* kCursorHead = "misfit:";
constexpr const char* kToken = "token_file";

[[noreturn]] void refuse(const std::string& what) {
    throw AdapterFailure{AdapterFailureKind::Config, what};
}

struct ForeignTrouble {
    int code;
};

class Misfit final : public RecordAdapter {
  public:
    ~Misfit() override {
        if (fault_ == "crash_at_end")
            ::raise(SIGSEGV);
    }

    [[nodiscard]] Description describe() const override {
        Description one;
        one.name = ADAPTER_NAME;
        one.version = "1.0";
        one.summary = "Delivers six made-up clients.";
        one.capabilities = static_cast<std::uint32_t>(Capability::Pull) |
                           static_cast<std::uint32_t>(Capability::Incremental) |
                           static_cast<std::uint32_t>(Capability::Removals) |
                           static_cast<std::uint32_t>(Capability::Push);
        one.pulls = {RecordKind::Client};
        one.pushes = {RecordKind::Message};
        const auto add = [&](std::string key, SettingType type, bool required) -> SettingSpec& {
            SettingSpec spec;
            spec.key = std::move(key);
            spec.type = type;
            spec.required = required;
            spec.help = "What " + spec.key + " is for.";
            one.settings.push_back(std::move(spec));
            return one.settings.back();
        };
        add("folder", SettingType::Folder, true);
        add(kToken, SettingType::Secret, false);
        add("fault", SettingType::Text, false);
        SettingSpec& level = add("level", SettingType::Number, false);
        level.min = 1;
        level.max = 9;
#ifdef MISFIT_FICKLE
        static int told = 0;
        one.summary += std::to_string(++told);
#endif
        return one;
    }

    void configure(const AdapterSettings& settings) override {
        fault_ = settings.root.textOf("fault");
        for (const SettingNode& node : settings.root.children)
            take(node);
        if (folder_.empty() && fault_ != "folder_not_required")
            refuse("folder is missing");
        if (!folder_.starts_with('/'))
            folder_ = settings.base_folder + "/" + folder_;
        if (const std::string* token = settings.secret(kToken))
            token_ = *token;
        if (is("crash_at_configure"))
            ::raise(SIGSEGV);
        if (is("configure_reads"))
            (void)std::ifstream{folder_ + "/some.conf"}.get();
    }

    void check(const Call& call) override {
        call.proceedOrThrow();
        if (is("throws_foreign"))
            throw ForeignTrouble{7};
        if (is("throws_std"))
            throw std::runtime_error{"mevrouw Zandvoort"};
        if (!std::filesystem::is_directory(folder_))
            throw AdapterFailure{
                is("wrong_kind") ? AdapterFailureKind::Config : AdapterFailureKind::Transient,
                "the folder is not there"};
    }

    void pull(std::span<const RecordKind> /*kinds*/, const std::optional<std::string>& cursor,
              RecordSink& sink, const Call& call) override {
        const int from = placeOf(cursor);
        trouble(call);
        if (cursor && is("lies_about_set"))
            return tellHalf(sink);
        for (int number = from; number < (is("doubles_again") && cursor ? kClients + 1 : kClients);
             ++number) {
            if (!is("slow_to_stop"))
                call.proceedOrThrow();
            sink.put(clientOf(number));
            if (number % 2 == 1)
                sink.cursor(kCursorHead +
                            std::to_string(number + 1 + (is("loses_on_resume") && number < 3 ? 1 : 0)));
        }
        if (is("undeclared_kind"))
            sink.put(report());
        if (is("local_duplicates")) {
            Client other = clientOf(0);
            other.family_name = "Somebody else";
            sink.put(clientOf(0));
            sink.put(other);
        }
    }

    PushReceipt push(const OutboundChange& change, const std::string& key, const Call& call) override {
        call.proceedOrThrow();
        if (is("crash_at_push"))
            ::raise(SIGSEGV);
        if (is("says_it_delivered"))
            return {"S-" + key, "1"};
        std::string name = "S-" + key;
        if (is("pushes_double"))
            name +=
                "-" + std::to_string(std::filesystem::hash_value(folder_) % 7) + std::to_string(::getpid());
        if (is("constant_receipt"))
            name = "S-always";
        std::ofstream{folder_ + "/" + name} << std::get<Message>(change.record).body << '\n';
        return {is("pushes_double") ? "S-" + key : name, "1"};
    }

  private:
    [[nodiscard]] bool is(std::string_view fault) const {
        return fault_ == fault;
    }

    void take(const SettingNode& node) {
        if (node.name != "folder" && node.name != kToken && node.name != "fault" && node.name != "level") {
            if (is("unknown_taken"))
                return;
            refuse(is("refuses_without_name") ? "there is a wrong key"
                                              : node.name + " is not a setting here");
        }
        if (!node.children.empty()) {
            if (is("types_taken"))
                return;
            refuse(node.name + " must be a text");
        }
        if (node.name == "folder")
            folder_ = node.text;
        if (node.name == "level") {
            const int level = std::atoi(node.text.c_str());
            if (level == 0 || (!is("range_taken") && (level < 1 || level > 9)))
                refuse("level takes 1 to 9");
        }
    }

    [[nodiscard]] int placeOf(const std::optional<std::string>& cursor) const {
        if (!cursor || is("no_state"))
            return 0;
        const std::string text = cursor->starts_with(kCursorHead) ? cursor->substr(7) : "";
        if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) {
            if (is("foreign_cursor_taken"))
                return 0;
            throw AdapterFailure{AdapterFailureKind::Defect, "the cursor is none of this adapter"};
        }
        const int place = std::atoi(text.c_str());
        if (place > kClients && !is("future_cursor_taken"))
            throw AdapterFailure{AdapterFailureKind::Defect, "the cursor is from the future"};
        return place;
    }

    [[nodiscard]] Client clientOf(int number) const {
        Client client;
        client.source_id = "C" + std::to_string(is("duplicate_ids") ? number / 2 : number);
        if (is("unstable_ids"))
            client.source_id += "-" + std::to_string(::getpid());
        client.source_version = "1";
        client.family_name = "Zandvoort" + std::to_string(number);
        client.phone = "06-1234010" + std::to_string(number);
        if (is("bad_records") && number == 5)
            client.family_name = "Zand\xE9";
        std::tm local{};
        local.tm_year = 126;
        local.tm_mon = 2;
        local.tm_mday = 2;
        local.tm_hour = 9;
        const std::time_t at = is("local_times") ? std::mktime(&local) : ::timegm(&local);
        client.changed_at = UtcTime{std::chrono::seconds{at}};
        return client;
    }

    static Report report() {
        Report report;
        report.source_id = "R1";
        report.client = "C0";
        return report;
    }

    void tellHalf(RecordSink& sink) const {
        sink.fullSetBegins(RecordKind::Client);
        for (int number = 0; number < kClients / 2; ++number)
            sink.put(clientOf(number));
        sink.fullSetEnds(RecordKind::Client);
    }

    void trouble(const Call& call) const {
        if (is("crash_at_pull"))
            ::raise(SIGSEGV);
        if (is("ends_the_process"))
            ::exit(0);
        if (is("throws_from_pull"))
            throw 42;
        if (is("hangs"))
            for (;;)
                ::pause();
        if (is("spins"))
            for (std::atomic<unsigned> turns{0};;)
                ++turns;
        if (is("slow_to_stop") && call.over())
            std::this_thread::sleep_for(std::chrono::milliseconds{2200});
        if (is("leaks"))
            for (std::vector<char*> kept;;)
                kept.push_back(new char[std::size_t{64} << 20U]);
        if (is("greedy"))
            std::string(std::size_t{80} << 20U, 'x').swap(const_cast<std::string&>(kept_));
        if (is("floods_stdout"))
            for (;;)
                std::puts("la la la la la la la la la la la la la la la la la la la la la la");
        if (is("floods_stderr"))
            for (;;)
                std::fputs("la la la la la la la la la la la la la la la la la la la la\n", stderr);
        if (is("prints"))
            std::puts("hello");
        if (is("logs_secret"))
            std::fprintf(stderr, "signing in with %s\n", token_.c_str());
        if (is("logs_names"))
            std::fprintf(stderr, "took %s\n", clientOf(0).family_name.c_str());
        if (is("reason_with_name") && call.over())
            throw AdapterFailure{AdapterFailureKind::Transient, "stopped at " + clientOf(0).family_name};
        if (is("wrong_when_over") && call.over())
            throw AdapterFailure{AdapterFailureKind::Defect, "no time"};
    }

    std::string fault_;
    std::string folder_;
    std::string token_;
    std::string kept_;
};

#ifdef MISFIT_CRASHES_AT_LOAD
const bool opened = [] {
    ::raise(SIGSEGV);
    return true;
}();
#endif
#ifdef MISFIT_CRASHES_AT_EXIT
struct LastWords {
    ~LastWords() { ::raise(SIGSEGV); }
} last_words;
#endif

}  // namespace

MISFIT_ENTRY(Misfit)
