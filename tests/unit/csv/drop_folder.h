#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "plugins/csv/csv_adapter.h"
#include "plugins/csv/sha256.h"

namespace inzage::csv {

/// Remembers what a pull delivered.
struct Notebook final : sdk::RecordSink {
    std::vector<std::string>
        notes;  ///< "put report R1", "remove report R2", "begin report", "end report", "cursor"
    std::vector<sdk::Record> records;
    std::string last_cursor;

    void put(const sdk::Record& record) override {
        records.push_back(record);
        note("put", sdk::kindOf(record), sdk::originOf(record).source_id);
    }
    void remove(sdk::RecordKind kind, std::string_view id) override { note("remove", kind, id); }
    void fullSetBegins(sdk::RecordKind kind) override { note("begin", kind, ""); }
    void fullSetEnds(sdk::RecordKind kind) override { note("end", kind, ""); }
    void cursor(std::string_view text) override {
        last_cursor = text;
        notes.emplace_back("cursor");
    }
    void setAside(sdk::RecordKind kind, std::string_view id, std::string_view) override {
        note("aside", kind, id);
    }

    template <class R>
    [[nodiscard]] const R& only() const {
        EXPECT_EQ(records.size(), 1U);
        return std::get<R>(records.at(0));
    }

  private:
    void note(std::string_view what, sdk::RecordKind kind, std::string_view id) {
        std::string line{what};
        line.append(" ").append(sdk::nameOf(kind));
        if (!id.empty())
            line.append(" ").append(id);
        notes.push_back(std::move(line));
    }
};

/// A folder of drops that a test fills, and an adapter that reads it.
class DropFolder : public testing::Test {
  protected:
    struct File {
        std::string kind;
        std::string text;
        long long rows = -1;   ///< -1: counted
        std::string sha256{};  ///< empty: computed
    };

    DropFolder() {
        static int number = 0;
        dir_ = std::filesystem::temp_directory_path() /
               ("inzage_csv_" + std::to_string(::getpid()) + "_" + std::to_string(++number));
        std::filesystem::create_directories(dir_);
        setting("folder", dir_.string());
    }
    ~DropFolder() override { std::filesystem::remove_all(dir_); }

    static void write(const std::filesystem::path& path, const std::string& text) {
        std::ofstream{path, std::ios::binary | std::ios::trunc} << text;
    }

    /// A whole drop in the folder `name` (or in the top folder when empty).
    void drop(const std::string& name, long long sequence, const std::string& mode,
              const std::vector<File>& files) {
        const auto folder = name.empty() ? dir_ : dir_ / name;
        std::filesystem::create_directories(folder);
        std::string list;
        for (const File& file : files) {
            write(folder / (file.kind + ".csv"), file.text);
            const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
            list += std::string{list.empty() ? "" : ","} + R"({"file":")" + file.kind + R"(.csv","kind":")" +
                    file.kind + R"(","rows":)" +
                    std::to_string(file.rows < 0 ? std::max<long long>(lines - 1, 0) : file.rows) +
                    R"(,"sha256":")" + (file.sha256.empty() ? sha256Hex(file.text) : file.sha256) + R"("})";
        }
        write(folder / "manifest.json",
              R"({"format":"inzage-csv/1","sequence":)" + std::to_string(sequence) + R"(,"mode":")" + mode +
                  R"(","created_at":"2026-11-24T18:00:00Z","files":[)" + list + "]}");
    }
    void full(const std::string& kind, const std::string& text) { drop("", 1, "full", {{kind, text}}); }

    void setting(const std::string& key, const std::string& text) {
        settings_.root.children.push_back({key, text, {}, "tenant.yaml:1:1"});
    }
    /// {columns: {report: {body: Tekst}}}
    void nested(const std::string& key, const std::string& kind, std::vector<sdk::SettingNode> inner) {
        settings_.root.children.push_back({key, "", {{kind, "", std::move(inner), "tenant.yaml:3:3"}}, ""});
    }

    /// Empty when the pull succeeded, else the reason.
    std::string pull(std::vector<sdk::RecordKind> kinds = {sdk::kRecordKinds.begin(),
                                                           sdk::kRecordKinds.end()}) {
        seen_ = Notebook{};
        try {
            CsvAdapter adapter;
            adapter.configure(settings_);
            adapter.pull(kinds, cursor_, seen_, {});
        } catch (const sdk::AdapterFailure& failure) {
            kind_ = failure.kind();
            if (!seen_.last_cursor.empty())
                cursor_ = seen_.last_cursor;
            return failure.what();
        }
        if (!seen_.last_cursor.empty())
            cursor_ = seen_.last_cursor;
        return {};
    }

    std::filesystem::path dir_;
    sdk::AdapterSettings settings_;
    std::optional<std::string> cursor_;
    Notebook seen_;
    sdk::AdapterFailureKind kind_{};
};

inline const std::string kReportHeader = "source_id;client;kind_code;body;happened_at\n";
inline const std::string kReportRow = "R1;C1;daily;Goed geslapen.;2026-11-24T08:30:00+01:00\n";

}  // namespace inzage::csv
