#include "platform/database/failure_from.h"

#include "platform/database/database_error.h"

namespace inzage::database {

Failure failureFrom(const std::exception& thrown, std::string_view doing) {
    const DatabaseError error = databaseErrorFrom(thrown, doing, Commits::Later);
    switch (error.kind()) {
        case DatabaseError::Kind::Unavailable:
        case DatabaseError::Kind::Busy:
            return {FailureKind::Transient, error.what()};
        case DatabaseError::Kind::InDoubt:
            return {FailureKind::InDoubt, error.what()};
        case DatabaseError::Kind::Refused:
            return {FailureKind::Refused, error.what()};
        case DatabaseError::Kind::Conflict:
        case DatabaseError::Kind::Wrong:
            break;
    }
    return {FailureKind::Defect, error.what()};
}

}  // namespace inzage::database
