#include "plugins/sdk/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <optional>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/text.h"

namespace inzage::sdk {

namespace {

constexpr std::size_t kXmlDepthMost = 500;
constexpr std::size_t kXmlPieceBytes = 1024UL * 1024;
// No name holds it, so that expat's "namespace<separator>name" is told apart.
constexpr char kSeparator = '\x1f';

std::string nameOf(std::string_view raw, bool namespaces) {
    const std::size_t cut = namespaces ? raw.find(kSeparator) : std::string_view::npos;
    if (cut == std::string_view::npos)
        return std::string{raw};
    return "{" + std::string{raw.substr(0, cut)} + "}" + std::string{raw.substr(cut + 1)};
}

}  // namespace

struct XmlWalk::Core {
    struct ParserEnd {
        void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
    };

    Options options;
    std::unique_ptr<XML_ParserStruct, ParserEnd> parser;
    std::vector<XmlElement> open;  ///< the element that is collected and those inside it that are open
    std::size_t depth = 0;
    std::size_t bytes = 0;  ///< of the element that is collected
    std::size_t total = 0;  ///< pushed
    std::size_t seen = 0;   ///< given to expat
    std::size_t elements = 0;
    std::exception_ptr thrown;

    [[noreturn]] void fail(const std::string& what) const {
        throw AdapterFailure{
            AdapterFailureKind::Defect,
            options.name + ", line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ": " + what};
    }

    /// No exception may pass through expat: kept, and thrown when it has returned.
    template <typename Deed>
    void guarded(Deed&& deed) noexcept {
        if (thrown)
            return;
        try {
            deed();
        } catch (...) {
            thrown = std::current_exception();
            XML_StopParser(parser.get(), XML_FALSE);
        }
    }

    void count(std::size_t more) {
        bytes += more;
        if (bytes > options.limits.bytes_max)
            fail("one element is larger than " + std::to_string(options.limits.bytes_max) + " bytes");
    }

    void begins(const char* raw, const char** attributes) {
        if (++depth > std::min(options.limits.depth_max, kXmlDepthMost))
            fail("elements stand more than " +
                 std::to_string(std::min(options.limits.depth_max, kXmlDepthMost)) + " deep in each other");
        std::string element = nameOf(raw, options.namespaces);
        if (open.empty() && !options.element.empty() && element != options.element)
            return;
        if (open.empty())
            bytes = 0;
        // An empty element costs memory too.
        count(element.size() + sizeof(XmlElement));
        XmlElement& into = open.emplace_back();
        into.name = std::move(element);
        for (; *attributes != nullptr; attributes += 2) {
            if (into.attributes.size() == options.limits.attributes_max)
                fail("an element has more than " + std::to_string(options.limits.attributes_max) +
                     " attributes");
            XmlAttribute& one = into.attributes.emplace_back();
            one.name = nameOf(attributes[0], options.namespaces);
            one.value = attributes[1];
            count(one.name.size() + one.value.size() + sizeof(XmlAttribute));
        }
    }

    void ends() {
        --depth;
        if (open.empty())
            return;
        XmlElement done = std::move(open.back());
        open.pop_back();
        if (!open.empty()) {
            open.back().children.push_back(std::move(done));
            return;
        }
        ++elements;
        options.take(std::move(done));
    }

    void holds(std::string_view text) {
        if (open.empty())
            return;
        count(text.size());
        open.back().text += text;
    }

    void parse(std::string_view chunk, bool last) {
        seen += chunk.size();
        const XML_Status status =
            XML_Parse(parser.get(), chunk.data(), static_cast<int>(chunk.size()), last ? 1 : 0);
        if (thrown)
            std::rethrow_exception(thrown);
        if (status != XML_STATUS_OK)
            fail(std::string{"no XML: "} + XML_ErrorString(XML_GetErrorCode(parser.get())));
        // A tag or a comment without end would be kept by expat until it ends.
        const XML_Index at = XML_GetCurrentByteIndex(parser.get());
        if (!last && at >= 0 &&
            seen - std::min(seen, static_cast<std::size_t>(at)) > options.limits.bytes_max + kXmlPieceBytes)
            fail("one tag or comment is larger than " + std::to_string(options.limits.bytes_max) + " bytes");
    }
};

XmlWalk::XmlWalk(Options options) : core_{std::make_unique<Core>()} {
    core_->options = std::move(options);
    core_->parser.reset(core_->options.namespaces ? XML_ParserCreateNS(nullptr, kSeparator)
                                                  : XML_ParserCreate(nullptr));
    if (!core_->parser)
        throw std::bad_alloc{};
    XML_Parser parser = core_->parser.get();
    XML_SetUserData(parser, core_.get());
    XML_SetElementHandler(
        parser,
        [](void* core, const char* name, const char** attributes) {
            auto* walk = static_cast<Core*>(core);
            walk->guarded([&] { walk->begins(name, attributes); });
        },
        [](void* core, const char*) {
            auto* walk = static_cast<Core*>(core);
            walk->guarded([&] { walk->ends(); });
        });
    XML_SetCharacterDataHandler(parser, [](void* core, const char* text, int bytes) {
        auto* walk = static_cast<Core*>(core);
        walk->guarded([&] { walk->holds({text, static_cast<std::size_t>(bytes)}); });
    });
    // Entities are declared in the document type: without it there are the five of XML itself.
    XML_SetStartDoctypeDeclHandler(parser, [](void* core, const char*, const char*, const char*, int) {
        auto* walk = static_cast<Core*>(core);
        walk->guarded([&] { walk->fail("a document type (DTD) is not taken"); });
    });
}

XmlWalk::~XmlWalk() = default;
XmlWalk::XmlWalk(XmlWalk&&) noexcept = default;
XmlWalk& XmlWalk::operator=(XmlWalk&&) noexcept = default;

std::size_t XmlWalk::elements() const noexcept {
    return core_->elements;
}

void XmlWalk::push(std::string_view chunk) {
    const std::size_t most = core_->options.limits.total_bytes_max;
    if (chunk.size() > most || core_->total > most - chunk.size())
        core_->fail("the document is larger than " + std::to_string(most) + " bytes");
    core_->total += chunk.size();
    // expat counts in int.
    for (; !chunk.empty(); chunk.remove_prefix(std::min(chunk.size(), kXmlPieceBytes)))
        core_->parse(chunk.substr(0, kXmlPieceBytes), false);
}

void XmlWalk::finish() {
    core_->parse({}, true);
}

const XmlElement* XmlElement::find(std::string_view child) const noexcept {
    for (const XmlElement& one : children)
        if (one.name == child)
            return &one;
    return nullptr;
}

std::string_view XmlElement::textOf(std::string_view child, std::string_view otherwise) const noexcept {
    const XmlElement* one = find(child);
    return one == nullptr ? otherwise : std::string_view{one->text};
}

const std::string* XmlElement::attribute(std::string_view key) const noexcept {
    for (const XmlAttribute& one : attributes)
        if (one.name == key)
            return &one.value;
    return nullptr;
}

XmlElement readXml(std::string_view text, const std::string& name, XmlLimits limits, bool namespaces) {
    XmlElement whole;
    XmlWalk walk{{.name = name,
                  .element = "",
                  .namespaces = namespaces,
                  .limits = limits,
                  .take = [&](XmlElement&& one) { whole = std::move(one); }}};
    walk.push(text);
    walk.finish();
    return whole;
}

std::string xmlEscaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char byte : text) {
        switch (byte) {
            case '&':
                out += "&amp;";
                continue;
            case '<':
                out += "&lt;";
                continue;
            case '>':
                out += "&gt;";
                continue;
            case '"':
                out += "&quot;";
                continue;
            case '\'':
                out += "&#39;";
                continue;
            case '\r':
                out += "&#13;";
                continue;
            default:
                break;
        }
        const auto code = static_cast<unsigned char>(byte);
        if (code >= 0x20 || byte == '\n' || byte == '\t')
            out.push_back(byte);
    }
    return out;
}

}  // namespace inzage::sdk
