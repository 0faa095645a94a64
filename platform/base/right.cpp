#include "platform/base/right.h"

namespace inzage {

std::string_view nameOf(Right right) noexcept {
    switch (right) {
        case Right::Messages:
            return "messages";
        case Right::Appointments:
            return "appointments";
        case Right::Dossier:
            return "dossier";
        case Right::Details:
            return "details";
        case Right::Settings:
            return "settings";
    }
    return "settings";
}

std::optional<Right> rightFromName(std::string_view name) noexcept {
    for (const Right right : kRights)
        if (nameOf(right) == name)
            return right;
    return std::nullopt;
}

}  // namespace inzage
