// login
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

void declareTerms(GroupDef<TermsOfUseSettings>& g) {
    g.flag("must_accept", &TermsOfUseSettings::must_accept,
           "Whether the terms of use must be accepted before use.");
    g.text("version", &TermsOfUseSettings::version, {.format = TextFormat::Version, .max = 20},
           "Version of the terms; with a new one everybody is asked again.");
    g.text("text", &TermsOfUseSettings::text, {.max = 8000}, "The terms.");
}

void declareRegistration(GroupDef<RegistrationSettings>& g) {
    g.choice(
        "kind", &RegistrationSettings::kind,
        Words<FirstAccess>{{"invited", FirstAccess::Invited}, {"registers", FirstAccess::Registers}},
        "How a new user comes in: invited by mail, or by registering with a code by mail, a password and a "
        "mobile number.");
    g.text("email_not_received_label", &RegistrationSettings::email_not_received_label, {.min = 1, .max = 40},
           "The button that sends the registration mail again.");
    g.text("text", &RegistrationSettings::text, {.max = 1000}, "Explanation on the registration page.");
    g.whole("email_code_lifetime_min", &RegistrationSettings::email_code_lifetime_min, {5, 1440, "minutes"},
            "How long the code in the registration mail can be used.");
}

void declarePassword(GroupDef<PasswordSettings>& g) {
    g.whole("min_length", &PasswordSettings::min_length, {12, 64, "characters"},
            "Shortest password (OWASP ASVS 6.2.1); up to 128 characters are always accepted.");
    g.whole("age_days", &PasswordSettings::age_days, {30, 730, "days"},
            "After so many days a new password is demanded; left out: never.");
    g.whole("age_idle_days", &PasswordSettings::age_idle_days, {30, 730, "days"},
            "After so many days without a login a new password is demanded; the earlier of both counts.");
    g.flag("must_change_at_first_login", &PasswordSettings::must_change_at_first_login,
           "Whether a password that was handed out must be replaced at the first login.");
    g.choice("show", &PasswordSettings::show,
             Words<ShowPassword>{{"toggle", ShowPassword::Toggle}, {"while_held", ShowPassword::WhileHeld}},
             "How the eye shows the typed password: until pressed again, or while held.");
}

void declareReset(GroupDef<ResetSettings>& g) {
    g.choice("kind", &ResetSettings::kind,
             Words<ResetKind>{{"link", ResetKind::Link}, {"mailed_password", ResetKind::MailedPassword}},
             "Forgotten password: a mailed link, or a mailed one-time password that is useless without the "
             "SMS code.");
    g.whole("link_lifetime_min", &ResetSettings::link_lifetime_min, {5, 60, "minutes"},
            "How long the mailed link can be used.");
    g.whole("one_time_password_lifetime_min", &ResetSettings::one_time_password_lifetime_min,
            {5, 60, "minutes"},
            "How long the mailed one-time password can be used; the old one keeps working.");
    g.flag("asks_user_name", &ResetSettings::asks_user_name,
           "Whether the user name is asked besides the e-mail address.");
}

void declareSms(GroupDef<SmsSettings>& g) {
    g.flag("first_login", &SmsSettings::first_login, "A code at the first login.");
    g.flag("other_device", &SmsSettings::other_device, "A code on a device that is not known yet.");
    g.whole("idle_days", &SmsSettings::idle_days, {7, 90, "days"},
            "A code again when there was no login from the device for so long.");
    g.whole("fixed_age_days", &SmsSettings::fixed_age_days, {1, 180, "days"},
            "A code again so long after the last one, whatever the use.");
    g.flag("password_change", &SmsSettings::password_change, "A code when the password is changed.");
    g.flag("forgotten_password", &SmsSettings::forgotten_password,
           "A code when a forgotten password is replaced.");
    g.choice("own_data_change", &SmsSettings::own_data_change,
             Words<OwnDataSms>{{"none", OwnDataSms::None},
                               {"phone_and_email", OwnDataSms::PhoneAndEmail},
                               {"any", OwnDataSms::Any}},
             "Which changes of own data ask a code.");
    g.text("not_received_label", &SmsSettings::not_received_label, {.min = 1, .max = 40},
           "The button that sends a new code; the older code then ends.");
    g.text("not_received_advice", &SmsSettings::not_received_advice, {.max = 400},
           "What to look at when no SMS comes.");
    g.whole("code_lifetime_s", &SmsSettings::code_lifetime_s, {60, 900, "seconds"},
            "How long a code can be used.");
    g.whole("code_tries", &SmsSettings::code_tries, {3, 10, "wrong codes"},
            "After so many the code is dead.");
    g.wholes("resend_waits_s", &SmsSettings::resend_waits_s, {10, 600, "seconds"},
             "Wait before the first, second, … new code; the last one goes on counting.");
    g.whole("per_number_10min", &SmsSettings::per_number_10min, {1, 20, "messages in 10 minutes"},
            "Most messages to one number in 10 minutes.");
    g.whole("per_number_24h", &SmsSettings::per_number_24h, {2, 50, "messages in 24 hours"},
            "Most messages to one number in 24 hours.");
    g.whole("per_tenant_hour", &SmsSettings::per_tenant_hour, {10, 10000, "messages in an hour"},
            "Most messages of the whole organisation in an hour.");
    g.wholes("countries", &SmsSettings::countries, {1, 999, "calling code"},
             "Calling codes that messages are sent to.");
}

void declareSession(GroupDef<SessionSettings>& g) {
    g.whole("idle_min", &SessionSettings::idle_min, {5, 30, "minutes"},
            "Logged out after so long without use.");
    g.whole("max_h", &SessionSettings::max_h, {1, 12, "hours"},
            "Logged out so long after the login, whatever the use.");
    g.whole("warn_before_min", &SessionSettings::warn_before_min, {2, 10, "minutes"},
            "How long before that a warning is shown (WCAG 2.2.1).");
}

void declareExternal(GroupDef<ExternalLoginSettings>& g) {
    g.text("issuer", &ExternalLoginSettings::issuer, {.max = 300},
           "The provider's issuer, letter by letter as it writes it itself; its settings are read from "
           "/.well-known/openid-configuration under it. Left out: the organisation's own password and SMS "
           "code.");
    g.text("client_id", &ExternalLoginSettings::client_id, {.max = 200},
           "The name under which the provider knows this portal.");
    g.text("client_secret_file", &ExternalLoginSettings::client_secret_file, {.format = TextFormat::Path},
           "File with the secret that the provider gave with it, relative to the folder of secrets; left "
           "out when it gave none.");
    g.texts("scopes", &ExternalLoginSettings::scopes, {.min = 1, .max = 60},
            "What is asked of the provider; openid must be among it.");
    g.choice("account_claim", &ExternalLoginSettings::account_claim,
             Words<AccountClaim>{{"email", AccountClaim::Email}, {"subject", AccountClaim::Subject}},
             "How the account is found the first time: by the e-mail address that the provider has "
             "verified, or only by an invitation's link (for providers that give no address). After that "
             "by the provider's subject.");
    g.texts("acr_values", &ExternalLoginSettings::acr_values, {.min = 1, .max = 100},
            "Levels of assurance that are asked for and of which the provider must have reached one.");
    g.flag("asks_again", &ExternalLoginSettings::asks_again,
           "Whether the provider is told to ask who it is also when it still knows the browser: on a "
           "shared device the next person would else be the one before.");
    g.text("name", &ExternalLoginSettings::name, {.max = 30},
           "What people know the provider by; the button says \"Inloggen met\" and this.");
}

}  // namespace

void declareLogin(GroupDef<TenantSettings>& table) {
    table.group(
        "login", &TenantSettings::login, "Coming in: names, passwords, SMS codes, sessions.",
        [](GroupDef<LoginSettings>& g) {
            g.choice("name_kind", &LoginSettings::name_kind,
                     Words<LoginName>{{"user_name", LoginName::UserName},
                                      {"email", LoginName::Email},
                                      {"both", LoginName::Both}},
                     "What is typed as login name.");
            g.flag("one_account_per_client", &LoginSettings::one_account_per_client,
                   "Client and representative share one account; each login then records who uses it.");
            g.flag("logout_asks", &LoginSettings::logout_asks, "Whether logging out asks to confirm.");
            g.flag("code_app", &LoginSettings::code_app,
                   "Whether people may choose an app on their telephone that gives codes (RFC 6238), in "
                   "place of the SMS. Where not, codes come by SMS again, also for who chose one before; it "
                   "goes "
                   "on for who has no telephone number.");
            g.flag(
                "passkeys", &LoginSettings::passkeys,
                "Whether people may sign in with a passkey (a finger, a face or a PIN on a device of theirs; "
                "W3C Web Authentication) in place of password and SMS code.");
            g.group("terms_of_use", &LoginSettings::terms_of_use, "Terms of use.", declareTerms);
            g.group("registration", &LoginSettings::registration, "The first time.", declareRegistration);
            g.group("password", &LoginSettings::password, "Passwords.", declarePassword);
            g.group("reset", &LoginSettings::reset, "A forgotten password.", declareReset);
            g.group("sms", &LoginSettings::sms, "When an SMS code is asked, and its limits.", declareSms);
            g.group("session", &LoginSettings::session, "How long one stays logged in.", declareSession);
            g.group("external", &LoginSettings::external,
                    "Signing in at an identity provider (OpenID Connect) in place of password and SMS code, "
                    "passkeys, reset and registration, which are then refused everywhere.",
                    declareExternal);
        });
}

}  // namespace inzage::config
