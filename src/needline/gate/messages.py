"""What the house says by itself, where the estate has no reviewed text of its own."""

from collections.abc import Mapping

from needline.contact import Contact
from needline.policy import Policy

_BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "hand_over": {
        "en": (
            "To keep your data safe I am handing you over to {desk}. They can see what you told me, so you will not "
            "have to repeat it. Nobody there will ask for your password or PIN. Your reference is {reference}."
        ),
        "de": (
            "Damit Ihre Daten sicher bleiben, übergebe ich Sie an {desk}. Sie müssen nichts wiederholen, und niemand "
            "fragt dort nach Passwort oder PIN. Ihr Zeichen: {reference}."
        ),
    },
    "masked": {
        "en": "For your safety I hid a part of your message. Nobody here needs it, so please do not send it again.",
        "de": "Zu Ihrer Sicherheit habe ich einen Teil Ihrer Nachricht verborgen. Niemand braucht ihn hier.",
    },
    "ask_proof": {
        "en": "I can look that up as soon as you have signed in. Your password and code go to the sign-in page only.",
        "de": "Das kann ich nachsehen, sobald Sie sich angemeldet haben. Passwort und Code gehören nur dorthin.",
    },
    "signed_in": {
        "en": "Thank you, you are signed in.",
        "de": "Danke, Sie sind angemeldet.",
    },
    "suspicious": {
        "en": (
            "Thank you. To keep the account safe I have to stop here and I cannot say more. Please call the number "
            "on your card or your last letter, or come in with an identity document. Your reference is {reference}."
        ),
        "de": (
            "Vielen Dank. Zur Sicherheit muss ich hier abbrechen und darf nicht mehr sagen. Bitte rufen Sie die "
            "Nummer auf Ihrer Karte an oder kommen Sie mit einem Ausweis zu uns. Ihr Zeichen: {reference}."
        ),
    },
    "change_asked": {
        "en": (
            "somebody who proved to be you asks us for this: {action}. If that was not you, call us on the number on "
            "your card at once. Reference {reference}."
        ),
        "de": (
            "jemand hat sich als Sie ausgewiesen und bittet um Folgendes: {action}. Waren Sie das nicht, rufen Sie "
            "sofort die Nummer auf Ihrer Karte an. Zeichen {reference}."
        ),
    },
    "change_done": {
        "en": (
            "this was done for you: {action}. Messages now come here. If that was not you, call us on the number on "
            "your card at once. Reference {reference}."
        ),
        "de": (
            "das wurde für Sie erledigt: {action}. Nachrichten kommen jetzt hierher. Waren Sie das nicht, rufen Sie "
            "sofort die Nummer auf Ihrer Karte an. Zeichen {reference}."
        ),
    },
}


def message(policy: Policy, occasion: str, contact: Contact) -> str:
    """The text for `occasion` in the customer's language (de for de-AT), or else in English.

    The estate's words go before the built-in ones; {desk} and {reference} are filled in.
    """
    texts = {**_BUILT_IN[occasion], **policy.estate.messages.get(occasion, {})}
    language = contact.language
    text = texts.get(language) or texts.get(language.partition("-")[0]) or texts["en"]
    return text.replace("{desk}", policy.called(contact.desk)).replace("{reference}", contact.id)
