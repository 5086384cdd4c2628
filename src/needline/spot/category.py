"""What is found in text, in the words of data categories: which elements of an estate a find stands for."""

from types import MappingProxyType

from needline.estate.model import Estate
from needline.spot.finding import Found

CATEGORIES = MappingProxyType(
    {
        Found.NAME: "user.name",
        Found.EMAIL: "user.contact.email",
        Found.PHONE: "user.contact.phone_number",
        Found.ADDRESS: "user.contact.address",
        Found.PLACE: "user.contact.address.city",
        Found.CARD_NUMBER: "user.financial.credit_card",
        Found.CARD_DETAIL: "user.financial.credit_card",
        Found.BANK_ACCOUNT: "user.financial.bank_account",
        Found.IDENTITY_NUMBER: "user.government_id",
        Found.BIRTH_DATE: "user.demographic.date_of_birth",
        Found.REFERENCE: "user.unique_id",
        Found.PASSWORD: "user.authorization.password",
        Found.SECURITY_CODE: "user.authorization.credentials",
        Found.ONE_TIME_CODE: "user.authorization.credentials",
        Found.ACCESS_KEY: "user.authorization.credentials",
        Found.HEALTH: "user.health_and_medical",
        Found.IP_ADDRESS: "user.device.ip_address",
        Found.LINK: "user.contact.url",
    }
)


def standing_for(what: str, estate: Estate) -> tuple[str, ...]:
    """The elements of `estate` that a find of `what` stands for: of its category, or of one below it, or above.

    An estate's own element, found by its own pattern, stands for itself. Empty: the estate has no such element.
    """
    if what in estate.elements:
        return (what,)
    category = CATEGORIES[Found(what)]
    for fits in (_same, _below, _above):
        if names := tuple(name for name, element in estate.elements.items() if fits(element.category, category)):
            return names
    return ()


def _same(category: str, found: str) -> bool:
    return category == found


def _below(category: str, found: str) -> bool:
    return category.startswith(found + ".")


def _above(category: str, found: str) -> bool:
    return found.startswith(category + ".") and "." in category
