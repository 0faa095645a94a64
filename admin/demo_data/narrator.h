#pragma once
#include <map>
#include <string>

#include "admin/demo_data/fragments.h"
#include "admin/demo_data/people.h"

namespace inzage::demo_data {

/// Tells one client's days: draws sentences without repeating one before the others of its subject were used,
/// and fills in who they are about.
class Narrator {
  public:
    Narrator(const Profile& client, Random random) : client_{client}, random_{random} {}

    /// A new text: whoever is meant is named before a pronoun is used.
    void begin() noexcept { named_ = named_before_ = false; }
    /// `count` sentences of one subject, as one text.
    [[nodiscard]] std::string say(fragments::Lines subject, int count = 1);
    /// Fills in the placeholders of fragments.h.
    [[nodiscard]] std::string fill(std::string_view line);
    /// "mevrouw Jansen"
    [[nodiscard]] std::string politeName() const;
    [[nodiscard]] Random& random() noexcept { return random_; }
    [[nodiscard]] const Profile& client() const noexcept { return client_; }

  private:
    void appendPlaceholder(char what, bool starts_sentence, std::string& out);

    const Profile& client_;
    Random random_;
    std::map<const std::string_view*, Bag> bags_;
    bool named_before_ = false;  ///< the line before was about the client and nobody else
    bool named_ = false;         ///< so is this one, so far
};

/// Joins texts with spaces, leaving out empty ones.
[[nodiscard]] std::string joined(std::initializer_list<std::string> parts);

}  // namespace inzage::demo_data
