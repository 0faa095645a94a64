#include "admin/demo_data/narrator.h"

namespace inzage::demo_data {

namespace {

std::string capitalized(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

}  // namespace

std::string Narrator::say(fragments::Lines subject, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        if (!text.empty())
            text.push_back(' ');
        text += fill(subject[bags_[subject.data()].draw(random_, subject.size())]);
    }
    return text;
}

std::string Narrator::fill(std::string_view line) {
    std::string out;
    out.reserve(line.size() + 32);
    named_before_ = named_;
    named_ = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '%' || i + 1 == line.size()) {
            out.push_back(line[i]);
            continue;
        }
        const bool starts_sentence = out.empty() || out.ends_with(". ") || out.ends_with("? ");
        appendPlaceholder(line[++i], starts_sentence, out);
    }
    return out;
}

void Narrator::appendPlaceholder(char what, bool starts_sentence, std::string& out) {
    const bool female = client_.name.female;
    switch (what) {
        case 'S':
        case 's':
        case 'Z':
        case 'z': {
            const bool pronoun = (what == 'Z' || what == 'z') && (named_ || named_before_);
            const std::string who = pronoun ? (female ? "zij" : "hij") : (female ? "mevrouw" : "meneer");
            out += what == 'S' || what == 'Z' ? capitalized(who) : who;
            named_ = true;
            return;
        }
        case 'o':
            out += female ? "haar" : "hem";
            return;
        case 'b':
            out += female ? "haar" : "zijn";
            return;
        case 'd':
            out += std::string_view{"2345"}[random_.below(4)];
            return;
        case 'N':
            out += client_.team.one(Job::Carer, random_.below(3)).name.given;
            return;
        case 'F': {
            const Relative& relative = random_.pick(client_.relatives);
            const std::string who = relative.relation + " " + relative.name.given;
            out += starts_sentence ? capitalized(who) : who;
            // Whoever comes next as "zij" would be the relative.
            named_ = named_before_ = false;
            return;
        }
        default:
            out.push_back(what);
            return;
    }
}

std::string Narrator::politeName() const {
    return std::string{client_.name.female ? "mevrouw " : "meneer "} +
           (client_.name.prefix.empty() ? "" : capitalized(client_.name.prefix) + " ") + client_.name.family;
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty() && !part.empty())
            text.push_back(' ');
        text += part;
    }
    return text;
}

}  // namespace inzage::demo_data
