#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/account_admin_store.h"
#include "admin/ctl/ctl.h"
#include "admin/ctl/invitation_admin_store.h"
#include "platform/base/json_text.h"
#include "platform/base/text.h"
#include "platform/config/formats.h"
#include "platform/delivery/wake_box.h"
#include "platform/identity/enrolment/enrolment_mails.h"
#include "platform/tenancy/tenant.h"

/// Invitations by the organisation: what its helpdesk asks of the platform's admins.
namespace inzage::ctl {
namespace {

using identity::InvitationRow;
using Json = nlohmann::ordered_json;

/// One command about invitations at one organisation, in one transaction.
class Desk {
  public:
    Desk(Ctl& ctl, const std::string& tenant_word)
        : ctl_{ctl},
          tenant_{ctl.tenantIdFrom(tenant_word)},
          settings_{ctl.tenantSettings(tenant_)},
          templates_{platformDir(ctl)},
          outbox_{ctl.sealKey()},
          invitations_{outbox_, identity::invitationWords(templates_)},
          at_{ctl.clock().now()},
          today_{tenancy::localDate(at_, settings_->identity.time_zone)},
          public_url_{ctl.settings().publicUrl(settings_->identity.hosts.front())},
          tx_{ctl.pools().begin(tenant_)} {}

    [[nodiscard]] identity::Occasion occasion() {
        return {ctl_.pools(), tenant_, *settings_, at_, today_, "", "inzagectl", public_url_};
    }
    [[nodiscard]] database::TenantTx& tx() noexcept { return tx_; }
    [[nodiscard]] const identity::Invitations& invitations() const noexcept { return invitations_; }
    [[nodiscard]] const config::TenantSettings& settings() const noexcept { return *settings_; }
    [[nodiscard]] const TenantId& tenant() const noexcept { return tenant_; }
    [[nodiscard]] const std::string& today() const noexcept { return today_; }
    [[nodiscard]] UtcTime at() const noexcept { return at_; }
    /// The actor of what the organisation does here.
    [[nodiscard]] std::string organisation(const Arguments& arguments) const {
        return arguments.value("--by").value_or(settings_->identity.name);
    }

    void commit(std::string_view deed, const Json& detail) {
        tx_.commit();
        delivery::askToDeliver(delivery::wakeFolder(ctl_.options().var), tenant_);
        ctl_.audit(deed, tenant_.text(), jsonText(detail));
    }
    [[nodiscard]] Json shown(const InvitationRow& row) {
        return {{"id", row.id.text()},
                {"state", identity::nameOf(row.state)},
                {"client", clientNumber(tx_, row.client)},
                {"role", row.role},
                {"email", row.email.reveal()},
                {"until", row.expires_at ? isoUtc(*row.expires_at) : ""}};
    }
    void print(const Json& rows) {
        if (ctl_.json()) {
            ctl_.out() << jsonText(rows) << '\n';
            return;
        }
        for (const auto& row : rows) {
            std::string line;
            for (const auto& [name, value] : row.items())
                line += (line.empty() ? "" : "  ") + value.get<std::string>();
            ctl_.out() << line << '\n';
        }
    }

  private:
    static std::string platformDir(Ctl& ctl) {
        const auto dir = ctl.platformDir();
        if (!dir)
            ctl.fail("the texts of mails are not on this machine (folder platform/)");
        return *dir;
    }

    Ctl& ctl_;
    TenantId tenant_;
    std::shared_ptr<const config::TenantSettings> settings_;
    views::Templates templates_;
    delivery::Outbox outbox_;
    identity::Invitations invitations_;
    UtcTime at_;
    std::string today_;
    std::string public_url_;
    database::TenantTx tx_;
};

InvitationId invitationIdFrom(Ctl& ctl, const std::string& word) {
    auto id = InvitationId::parse(word);
    if (!id)
        ctl.misused("\"" + word + "\" is no id of an invitation; see account invitations");
    return *std::move(id);
}

/// What was typed after "account invite", before any database is asked.
void checkInvite(Ctl& ctl, const Arguments& arguments) {
    for (const char* needed : {"--client", "--email", "--family-name", "--role"})
        if (arguments.value(needed).value_or("").empty())
            ctl.misused(std::string{needed} + " is needed");
    const auto role = *arguments.value("--role");
    if (role != "client" && role != "portal_manager" && role != "legal_representative" && role != "contact")
        ctl.misused("--role is client, portal_manager, legal_representative or contact");
    if (const auto fault =
            config::formatFault(config::TextFormat::Email, lowered(*arguments.value("--email"))))
        ctl.misused("--email " + *fault);
    const auto until = arguments.value("--until").value_or("");
    const auto isDate = until.size() == 10 && until[4] == '-' && until[7] == '-' &&
                        parseIsoUtc(until + "T00:00:00Z").has_value();
    if (!until.empty() && !isDate)
        ctl.misused("--until takes a date such as 2026-12-31");
}

int invite(Ctl& ctl, const Arguments& arguments) {
    const auto option = [&](std::string_view name) { return arguments.value(name).value_or(""); };
    const auto rights = ctl.rightsFrom(arguments.value("--rights").value_or(""));
    checkInvite(ctl, arguments);
    Desk desk{ctl, arguments.words()[0]};
    const auto client = findClient(desk.tx(), option("--client"));
    if (!client)
        ctl.fail("there is no client " + option("--client") + " at " + desk.tenant().text());
    if (desk.settings().login.one_account_per_client) {
        if (option("--role") != "client")
            ctl.misused("here client and representative share the client's account: --role is client");
        if (clientHasAccount(desk.tx(), client->id))
            ctl.fail("client " + option("--client") + " has an account already, and there is one per client");
    }
    identity::NewInvitation invitation{client->id};
    invitation.email = Private<std::string>{option("--email")};
    invitation.given_name = Private<std::string>{option("--given-name")};
    invitation.prefix = Private<std::string>{option("--prefix")};
    invitation.family_name = Private<std::string>{option("--family-name")};
    invitation.role = option("--role");
    invitation.rights = rights;
    invitation.ends_on = option("--until");
    const auto id = desk.invitations().invite(desk.tx(), desk.occasion(), invitation);
    const auto row = desk.invitations().find(desk.tx(), id, desk.at());
    const auto shown = row ? desk.shown(*row) : Json{};
    desk.commit("account.invite", {{"invitation", id.text()}});
    desk.print(Json::array({shown}));
    return kOk;
}

int list(Ctl& ctl, const Arguments& arguments, bool requests_only) {
    constexpr int kMost = 1000;
    Desk desk{ctl, arguments.words()[0]};
    Json rows = Json::array();
    for (const auto& row : desk.invitations().all(desk.tx(), requests_only, kMost, desk.at()))
        rows.push_back(desk.shown(row));
    desk.print(rows);
    return kOk;
}

using Deed = std::function<bool(Desk&, const InvitationId&)>;

/// Something with one invitation; says so when its state doesn't allow it.
int with(Ctl& ctl, const Arguments& arguments, std::string_view deed, const char* cannot, const Deed& work) {
    const auto id = invitationIdFrom(ctl, arguments.words()[1]);
    Desk desk{ctl, arguments.words()[0]};
    if (!work(desk, id))
        ctl.fail("invitation " + id.text() + cannot);
    const auto row = desk.invitations().find(desk.tx(), id, desk.at());
    const auto shown = row ? desk.shown(*row) : Json{};
    desk.commit(deed, {{"invitation", id.text()}});
    desk.print(Json::array({shown}));
    return kOk;
}

int resend(Ctl& ctl, const Arguments& arguments) {
    return with(ctl, arguments, "account.resend", " can't be sent again (now): see its state",
                [&](Desk& desk, const InvitationId& id) {
                    return desk.invitations().resend(desk.tx(), desk.occasion(), id,
                                                     {std::nullopt, desk.organisation(arguments)});
                });
}

int withdraw(Ctl& ctl, const Arguments& arguments) {
    return with(ctl, arguments, "account.withdraw", " can't be withdrawn: see its state",
                [&](Desk& desk, const InvitationId& id) {
                    return desk.invitations().withdraw(desk.tx(), desk.occasion(), id,
                                                       {std::nullopt, desk.organisation(arguments)});
                });
}

int approve(Ctl& ctl, const Arguments& arguments) {
    return with(ctl, arguments, "account.approve", " is no request that waits",
                [&](Desk& desk, const InvitationId& id) {
                    return desk.invitations().approve(desk.tx(), desk.occasion(), id,
                                                      desk.organisation(arguments));
                });
}

int refuse(Ctl& ctl, const Arguments& arguments) {
    return with(ctl, arguments, "account.refuse", " is no request that waits",
                [&](Desk& desk, const InvitationId& id) {
                    return desk.invitations().refuse(desk.tx(), desk.occasion(), id,
                                                     desk.organisation(arguments),
                                                     arguments.value("--reason").value_or(""));
                });
}

int inviteContacts(Ctl& ctl, const Arguments& arguments) {
    Desk desk{ctl, arguments.words()[0]};
    if (desk.settings().login.registration.kind == config::FirstAccess::Registers)
        ctl.fail("people register themselves at " + desk.tenant().text() + " (login.registration.kind)");
    Json rows = Json::array();
    for (const auto& contact : contactsToInvite(desk.tx(), desk.today(), desk.at())) {
        identity::NewInvitation invitation{contact.client};
        invitation.email = contact.email;
        invitation.given_name = contact.given_name;
        invitation.prefix = contact.prefix;
        invitation.family_name = contact.family_name;
        invitation.role = contact.role;
        invitation.rights = {kRights.begin(), kRights.end()};
        invitation.contact_id = contact.contact_id;
        const auto id = desk.invitations().invite(desk.tx(), desk.occasion(), invitation);
        if (const auto row = desk.invitations().find(desk.tx(), id, desk.at()))
            rows.push_back(desk.shown(*row));
    }
    desk.commit("account.invite_contacts", {{"invited", rows.size()}});
    desk.print(rows);
    if (!ctl.json())
        ctl.out() << rows.size() << " invited\n";
    return kOk;
}

}  // namespace

std::vector<Command> invitationCommands() {
    return {
        {"account invite",
         "TENANT --client NUMBER --email A --family-name NAME --role ROLE [--given-name NAME] [--prefix "
         "WORDS] "
         "[--rights LIST] [--until DATE]",
         "Mails somebody a link with which to make an account and see one client.",
         {{"--client", "--email", "--family-name", "--role", "--given-name", "--prefix", "--rights",
           "--until"},
          {}},
         1,
         1,
         invite},
        {"account invite-contacts",
         "TENANT",
         "Invites the portal managers and legal representatives of the care record who have no access yet; "
         "again does nothing.",
         {},
         1,
         1,
         inviteContacts},
        {"account invitations",
         "TENANT",
         "Lists invitations, newest first: id, state, client, role, address, until when.",
         {},
         1,
         1,
         [](Ctl& ctl, const Arguments& arguments) { return list(ctl, arguments, false); }},
        {"account requests",
         "TENANT",
         "Lists the requests of portal managers that wait for the organisation.",
         {},
         1,
         1,
         [](Ctl& ctl, const Arguments& arguments) { return list(ctl, arguments, true); }},
        {"account resend",
         "TENANT ID [--by NAME]",
         "Mails a new link; the old one no longer works.",
         {{"--by"}, {}},
         2,
         2,
         resend},
        {"account withdraw",
         "TENANT ID [--by NAME]",
         "The link no longer works and says whom to ask.",
         {{"--by"}, {}},
         2,
         2,
         withdraw},
        {"account approve",
         "TENANT ID [--by NAME]",
         "Says yes to a request: the invitation is mailed.",
         {{"--by"}, {}},
         2,
         2,
         approve},
        {"account refuse",
         "TENANT ID [--reason WORDS] [--by NAME]",
         "Says no to a request; the portal manager reads the reason.",
         {{"--reason", "--by"}, {}},
         2,
         2,
         refuse},
    };
}

}  // namespace inzage::ctl
