#pragma once
#include <optional>
#include <string>
#include <variant>

#include "platform/access/entrance.h"
#include "platform/files/files.h"
#include "platform/messages/typed_form.h"

/// A photo or PDF that goes along with a message to people. The care gets none: what goes to the care-record
/// system is text.
namespace inzage::messages {

/// What the form sent along. At most one of `file` and `refusal`.
struct Attachment {
    std::optional<files::Accepted> file;
    std::optional<files::Refusal> refusal;

    [[nodiscard]] bool sent() const noexcept { return file || refusal; }
};
/// Looks at the file of the form; call it outside any transaction, because it may wait for a process. The
/// answer instead for who isn't signed in.
[[nodiscard]] std::variant<Attachment, http::Response> attachmentOf(const tenancy::Visit& visit,
                                                                    files::Workshop& workshop);

/// Notes in `faults` what is wrong with it. `to_care`: the message goes to the care.
void judge(const tenancy::Visit& visit, const Attachment& attachment, bool to_care, Faults& faults);
/// Keeps it with the message of this id, which the same transaction writes afterwards; notes in `faults` when
/// there is no room for it.
void keepWith(const tenancy::Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
              const std::string& message, Attachment& attachment, Faults& faults);
/// The status of a form that comes back: of the file when that is all that is wrong, else 422.
[[nodiscard]] http::Response comeBack(http::Response page, const Attachment& attachment);

/// Section ATTACH: the field for a file.
void showField(const tenancy::Visit& visit, const Faults& faults, views::Model& model);

}  // namespace inzage::messages
