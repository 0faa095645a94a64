#include <algorithm>
#include <ostream>

#include "admin/ctl/ctl.h"
#include "platform/database/tenant_tx.h"

namespace inzage::ctl {
namespace {

/// Whether some command's name starts with this.
bool isKnown(std::string_view about) {
    const auto all = allCommands();
    return std::any_of(all.begin(), all.end(),
                       [&](const Command& command) { return command.name.starts_with(about); });
}

void printHelp(std::ostream& out, std::string_view about) {
    out << "inzagectl: what platform admins type\n\n"
           "  inzagectl [--var DIR] [--config FILE] [--json] COMMAND …\n\n";
    for (const Command& command : allCommands()) {
        if (!command.name.starts_with(about))
            continue;
        out << "  " << command.name;
        if (!command.usage.empty())
            out << ' ' << command.usage;
        out << "\n      " << command.summary << '\n';
    }
    out << "\n  --var DIR      the data folder (var)\n"
           "  --config FILE  the platform's settings (deploy/platform.yaml)\n"
           "  --json         answers for programs\n\n"
           "Exit codes: 0 done, 1 failed, 2 wrong use.\n";
}

/// Takes the options that every command has out of `words`. False when one lacks its value.
bool takeGlobal(std::vector<std::string>& words, Ctl::Options& options, bool& help) {
    for (auto at = words.begin(); at != words.end() && *at != "--";) {
        const auto equals = at->find('=');
        const std::string name = at->substr(0, equals);
        std::string* value = name == "--var" ? &options.var : name == "--config" ? &options.config : nullptr;
        if (value != nullptr) {
            if (equals != std::string::npos) {
                *value = at->substr(equals + 1);
            } else if (std::next(at) == words.end()) {
                return false;
            } else {
                at = words.erase(at);
                *value = *at;
            }
        } else if (name == "--json") {
            options.json = true;
        } else if (name == "--help" || name == "-h") {
            help = true;
        } else {
            ++at;
            continue;
        }
        at = words.erase(at);
    }
    return true;
}

/// "tenant add" before "tenant": the longest name whose words stand first.
std::optional<Command> findCommand(std::vector<std::string>& words) {
    for (const std::size_t length : {2U, 1U}) {
        if (words.size() < length)
            continue;
        const std::string name = length == 2 ? words[0] + " " + words[1] : words[0];
        for (Command& command : allCommands()) {
            if (command.name != name)
                continue;
            words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(length));
            return std::move(command);
        }
    }
    return std::nullopt;
}

int runCommand(Ctl& ctl, const Command& command, const std::vector<std::string>& words) {
    const auto arguments = Arguments::parse(words, command.options);
    if (!arguments)
        ctl.misused(arguments.failure().what);
    const auto given = arguments.value().words().size();
    if (given < command.words_min || given > command.words_max)
        ctl.misused("usage: inzagectl " + std::string{command.name} + (command.usage.empty() ? "" : " ") +
                    std::string{command.usage});
    return command.run(ctl, arguments.value());
}

}  // namespace

std::vector<Command> allCommands() {
    std::vector<Command> all;
    for (auto make : {controlCommands, tenantCommands, migrateCommands, syncCommands, adapterCommands,
                      demoCommands, accountCommands, invitationCommands, deliveryCommands, accessLogCommands})
        for (auto& command : make())
            all.push_back(std::move(command));
    return all;
}

int run(const std::vector<std::string>& given, std::ostream& out, std::ostream& err,
        const std::string& program_dir, const Clock& clock) {
    std::vector<std::string> words = given;
    Ctl::Options options;
    options.program_dir = program_dir;
    bool help = false;
    if (!takeGlobal(words, options, help)) {
        err << "inzagectl: --var and --config need a value\n";
        return kUsage;
    }
    if (help || words.empty()) {
        const std::string about = words.empty() ? "" : words[0];
        if (!isKnown(about)) {
            err << "inzagectl: there is no command \"" << about << "\"\nTry: inzagectl --help\n";
            return kUsage;
        }
        printHelp(help ? out : err, about);
        return help ? kOk : kUsage;
    }
    if (words[0] == "--version") {
        out << "inzagectl " << INZAGE_VERSION << '\n';
        return kOk;
    }
    Ctl ctl{std::move(options), out, err, clock};
    try {
        const std::string asked = words[0];
        const auto command = findCommand(words);
        if (!command)
            ctl.misused("there is no command \"" + asked +
                        (words.size() > 1 ? " " + words[1] : std::string{}) + "\"");
        return runCommand(ctl, *command, words);
    } catch (const Stop& stop) {
        return stop.code;
    } catch (const std::exception& thrown) {
        err << "inzagectl: " << thrown.what() << '\n';
        return kFailed;
    }
}

}  // namespace inzage::ctl
