#include "plugins/fhir/push.h"

#include "plugins/fhir/element.h"
#include "plugins/fhir/outgoing_resource.h"
#include "plugins/fhir/resource_records.h"

namespace inzage::fhir {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::JsonValue;
using Operation = sdk::OutboundChange::Operation;

constexpr int kNotFound = 404;
constexpr int kNotAllowed = 405;
constexpr int kGone = 410;
constexpr int kPreconditionFailed = 412;
constexpr int kWritesMax = 3;

class Push {
  public:
    Push(Connection& connection, const Capabilities& capabilities, const sdk::OutboundChange& change,
         const std::string& key)
        : connection_{connection},
          settings_{connection.settings()},
          capabilities_{capabilities},
          change_{change},
          key_{key},
          kind_{sdk::kindOf(change.record)},
          type_{sourceOf(kind_).type},
          id_{sdk::originOf(change.record).source_id} {}

    sdk::PushReceipt handOver() {
        switch (change_.operation) {
            case Operation::Create:
                return create();
            case Operation::Update:
                return update();
            case Operation::Remove:
                return remove();
        }
        return {};
    }

  private:
    [[nodiscard]] JsonValue parsed(const std::string& text) const {
        return sdk::readJson(text, {"an answer of the FHIR server"});
    }

    [[nodiscard]] sdk::PushReceipt receiptOf(const JsonValue& resource) const {
        const std::string_view id = resource.textOf("id");
        if (id.empty())
            throw AdapterFailure{AdapterFailureKind::Defect, "the FHIR server took it and names no id"};
        const JsonValue* version = resource.path({"meta", "versionId"});
        return {
            std::string{id},
            versionOf(version == nullptr ? std::string_view{} : std::string_view{version->text}, settings_)};
    }

    [[nodiscard]] std::string identifierSearch() const {
        return "identifier=" + sdk::urlEncoded(settings_.change_system + "|" + key_);
    }

    /// What was made under this key before, if it was.
    [[nodiscard]] std::optional<JsonValue> found() {
        const JsonValue bundle = connection_.read(connection_.urlOf(type_) + "?" + identifierSearch());
        for (const JsonValue& entry : bundle.listOf("entry"))
            if (const JsonValue* resource = entry.find("resource");
                resource != nullptr && resource->textOf("resourceType") == type_ &&
                carriesKey(*resource, key_, settings_))
                return *resource;
        return std::nullopt;
    }

    sdk::PushReceipt create() {
        const bool conditional = capabilities_.conditional.contains(type_);
        // A server that ignores the condition would make it twice.
        if (!conditional)
            if (const auto before = found())
                return receiptOf(*before);
        Connection::Question question;
        question.method = "POST";
        question.url = connection_.urlOf(type_);
        question.body = outgoingResource(change_, key_, settings_);
        question.headers = {{"Prefer", "return=representation"}};
        if (conditional)
            question.headers.push_back({"If-None-Exist", identifierSearch()});
        question.repeatable = conditional;
        question.accept = {kPreconditionFailed};
        const sdk::HttpResponse response = connection_.ask(question);
        if (response.status == kPreconditionFailed)
            throw AdapterFailure{AdapterFailureKind::Defect,
                                 "the FHIR server has several resources with the key of this change"};
        if (!response.body.empty())
            if (const JsonValue resource = parsed(response.body); resource.textOf("resourceType") == type_)
                return receiptOf(resource);
        // It was taken, and not given back.
        if (const auto made = found())
            return receiptOf(*made);
        throw AdapterFailure{AdapterFailureKind::Transient,
                             "the FHIR server took it, but doesn't find it by its key yet"};
    }

    [[nodiscard]] JsonValue current() {
        Connection::Question question;
        question.url = connection_.urlOf(type_) + "/" + sdk::urlEncoded(id_);
        question.accept = {kNotFound, kGone};
        const sdk::HttpResponse response = connection_.ask(question);
        if (!response.good())
            throw AdapterFailure{AdapterFailureKind::Defect,
                                 "the care-record system no longer has the " + type_ + " that was changed"};
        return parsed(response.body);
    }

    /// Writes what `change` makes of the resource, unless somebody was faster; absent then.
    [[nodiscard]] std::optional<sdk::PushReceipt> write(const JsonValue& now, const std::string& text) {
        Connection::Question question;
        question.method = "PUT";
        question.url = connection_.urlOf(type_) + "/" + sdk::urlEncoded(id_);
        question.body = text;
        question.headers = {{"Prefer", "return=representation"}};
        if (const JsonValue* version = now.path({"meta", "versionId"}))
            question.headers.push_back({"If-Match", "W/\"" + version->text + "\""});
        question.accept = {kPreconditionFailed};
        const sdk::HttpResponse response = connection_.ask(question);
        if (response.status == kPreconditionFailed)
            return std::nullopt;
        if (!response.body.empty())
            if (const JsonValue resource = parsed(response.body); resource.textOf("resourceType") == type_)
                return receiptOf(resource);
        return receiptOf(current());
    }

    sdk::PushReceipt update() {
        const JsonValue written = parsed(outgoingResource(change_, key_, settings_));
        for (int attempt = 0; attempt < kWritesMax; ++attempt) {
            const JsonValue now = current();
            if (carriesKey(now, key_, settings_))
                return receiptOf(now);
            if (auto receipt = write(now, updatedResource(now, written, kind_)))
                return *receipt;
        }
        throw AdapterFailure{AdapterFailureKind::Transient,
                             "the care-record system changes the " + type_ + " all the time"};
    }

    sdk::PushReceipt remove() {
        Connection::Question question;
        question.method = "DELETE";
        question.url = connection_.urlOf(type_) + "/" + sdk::urlEncoded(id_);
        question.accept = {kNotFound, kNotAllowed, kGone};
        const sdk::HttpResponse response = connection_.ask(question);
        if (response.status == kNotAllowed)
            return markAsError();
        return {id_, {}};
    }

    sdk::PushReceipt markAsError() {
        for (int attempt = 0; attempt < kWritesMax; ++attempt) {
            const JsonValue now = current();
            if (now.textOf("status") == "entered-in-error")
                return receiptOf(now);
            sdk::JsonWriter json;
            json.beginMap();
            for (const JsonValue& member : now.children)
                if (member.name != "status")
                    json.key(member.name).tree(member);
            json.key("status").value("entered-in-error").endMap();
            if (auto receipt = write(now, json.text()))
                return *receipt;
        }
        throw AdapterFailure{AdapterFailureKind::Transient,
                             "the care-record system changes the " + type_ + " all the time"};
    }

    Connection& connection_;
    const FhirSettings& settings_;
    const Capabilities& capabilities_;
    const sdk::OutboundChange& change_;
    const std::string& key_;
    sdk::RecordKind kind_;
    std::string type_;
    std::string id_;
};

}  // namespace

sdk::PushReceipt pushChange(Connection& connection, const Capabilities& capabilities,
                            const sdk::OutboundChange& change, const std::string& key) {
    return Push{connection, capabilities, change, key}.handOver();
}

}  // namespace inzage::fhir
