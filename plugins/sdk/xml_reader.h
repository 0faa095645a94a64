#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A reader of XML 1.0 (UTF-8, UTF-16, ISO 8859-1) for adapters. A document type, and with it every entity of
/// its own, is refused: nothing expands and nothing is fetched from elsewhere. Every fault is
/// AdapterFailure(Defect) "name, line 3: what", and never repeats what the document holds. Link
/// inzage_sdk_xml.
namespace inzage::sdk {

struct XmlAttribute {
    std::string name;
    std::string value;
};

/// One element with all that is in it. Names are as written, with their prefix; with namespaces asked for
/// ("{urn:hl7-org:v3}id") in that form.
struct XmlElement {
    std::string name;
    std::vector<XmlAttribute> attributes;
    std::string text;  ///< all text directly inside it, in order; CDATA too
    std::vector<XmlElement> children;

    /// The first child with this name, or null.
    [[nodiscard]] const XmlElement* find(std::string_view child) const noexcept;
    /// The text of the first child with this name, else `otherwise`.
    [[nodiscard]] std::string_view textOf(std::string_view child,
                                          std::string_view otherwise = {}) const noexcept;
    /// The value of this attribute, or null.
    [[nodiscard]] const std::string* attribute(std::string_view key) const noexcept;
};

struct XmlLimits {
    std::size_t bytes_max = 16UL * 1024 * 1024;  ///< of one tree: names, texts and attributes together
    std::size_t depth_max = 64;                  ///< elements inside each other, at most 500
    std::size_t attributes_max = 100;            ///< of one element
    std::size_t total_bytes_max = 1024UL * 1024 * 1024;  ///< of the whole document
};

/// Reads one whole document.
[[nodiscard]] XmlElement readXml(std::string_view text, const std::string& name, XmlLimits limits = {},
                                 bool namespaces = false);

/// Walks over a document from chunks as they come and hands over each element named `element`, wherever it
/// stands, as soon as it is complete. Memory stays at one such element.
class XmlWalk {
  public:
    struct Options {
        std::string name;     ///< what messages call the document
        std::string element;  ///< "client"; empty: the whole document is one
        bool namespaces = false;
        XmlLimits limits;
        /// Gets each element; what it throws ends the walk.
        std::function<void(XmlElement&&)> take;
    };

    explicit XmlWalk(Options options);
    ~XmlWalk();
    XmlWalk(XmlWalk&&) noexcept;
    XmlWalk& operator=(XmlWalk&&) noexcept;

    /// The next piece of the document, cut anywhere.
    void push(std::string_view chunk);
    /// The document is over: throws when it isn't complete.
    void finish();
    [[nodiscard]] std::size_t elements() const noexcept;

  private:
    struct Core;
    std::unique_ptr<Core> core_;
};

/// For texts and attribute values, between quotation marks too. Control characters that XML can't hold are
/// left out.
[[nodiscard]] std::string xmlEscaped(std::string_view text);

}  // namespace inzage::sdk
