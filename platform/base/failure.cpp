#include "platform/base/failure.h"

namespace inzage {

std::string_view nameOf(FailureKind kind) noexcept {
    switch (kind) {
        case FailureKind::Config:
            return "config";
        case FailureKind::Transient:
            return "transient";
        case FailureKind::Defect:
            return "defect";
        case FailureKind::Refused:
            return "refused";
        case FailureKind::InDoubt:
            return "in_doubt";
    }
    return "defect";
}

}  // namespace inzage
