#include <ostream>

#include "admin/adapter_kit/kit.h"
#include "admin/ctl/ctl.h"

namespace inzage::ctl {
namespace {

constexpr std::size_t kReasonBytesMin = 10;

/// "check=why": the check is left out, and the reason is printed.
void takeSkip(Ctl& ctl, const std::string& word, adapter_kit::KitSettings& settings) {
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (!adapter_kit::isCheck(name))
        ctl.misused("--skip: there is no check \"" + name + "\"; inzagectl adapter check --list shows them");
    if (equals == std::string::npos || word.size() - equals - 1 < kReasonBytesMin)
        ctl.misused("--skip takes the check and why it can't be made: --skip '" + name + "=the reason'");
    settings.skip[name] = word.substr(equals + 1);
}

int checkAdapterFile(Ctl& ctl, const Arguments& arguments) {
    if (arguments.has("--list")) {
        ctl.out() << (ctl.json() ? adapter_kit::listOfChecksJson() : adapter_kit::listOfChecks());
        return kOk;
    }
    if (arguments.words().empty() || ctl.options().config == Ctl::Options{}.config)
        ctl.misused(
            "usage: inzagectl adapter check FILE.so --config EXAMPLE.yaml (docs/adapter-kit.md tells its "
            "form)");
    auto settings = ctl.typed(adapter_kit::readKitSettings(ctl.options().config));
    const std::filesystem::path file{arguments.words()[0]};
    if (file.extension() != ".so" || file.stem() != settings.adapter)
        ctl.misused(ctl.options().config + ": sync.adapter is '" + settings.adapter +
                    "', so the file is called " + settings.adapter + ".so");
    if (std::error_code code; !std::filesystem::is_regular_file(file, code))
        ctl.misused("there is no file " + file.string());
    for (const std::string& word : arguments.values("--skip"))
        takeSkip(ctl, word, settings);
    const auto results =
        adapter_kit::checkAdapter(file, settings, ctl.options().program_dir + "/inzage-adapter-probe");
    ctl.out() << (ctl.json() ? adapter_kit::jsonOf(results) : adapter_kit::textOf(results));
    return adapter_kit::noneFailed(results) ? kOk : kFailed;
}

}  // namespace

std::vector<Command> adapterCommands() {
    return {
        {"adapter check",
         "FILE.so --config EXAMPLE.yaml [--skip 'check=why']… | --list",
         "Tries whether an adapter keeps what the platform counts on; here --config is the example's file.",
         {{"--skip"}, {"--list"}},
         0,
         1,
         checkAdapterFile}};
}

}  // namespace inzage::ctl
