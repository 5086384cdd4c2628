"""Data categories: what an element is, in words that other tools share.

The keys are those of the default taxonomy of fideslang 3.1.4 (Apache-2.0, Ethyca Inc.,
https://github.com/ethyca/fideslang, `fideslang/default_taxonomy/data_categories.py`), none of which has been
added or removed since fideslang 2.0. Only the keys are taken. A key is a path: what lies below another is a
part of it. `KINDS` says how the forms treat the values of a category.
"""

from enum import Enum

KEYS = (
    "system",
    "system.authentication",
    "system.operations",
    "user",
    "user.account",
    "user.account.settings",
    "user.account.username",
    "user.authorization",
    "user.authorization.biometric",
    "user.authorization.credentials",
    "user.authorization.password",
    "user.behavior",
    "user.behavior.browsing_history",
    "user.behavior.media_consumption",
    "user.behavior.purchase_history",
    "user.behavior.search_history",
    "user.biometric",
    "user.biometric.fingerprint",
    "user.biometric.health",
    "user.biometric.retinal",
    "user.biometric.voice",
    "user.childrens",
    "user.contact",
    "user.contact.address",
    "user.contact.address.city",
    "user.contact.address.country",
    "user.contact.address.postal_code",
    "user.contact.address.state",
    "user.contact.address.street",
    "user.contact.email",
    "user.contact.fax_number",
    "user.contact.organization",
    "user.contact.phone_number",
    "user.contact.url",
    "user.content",
    "user.content.private",
    "user.content.public",
    "user.content.self_image",
    "user.criminal_history",
    "user.demographic",
    "user.demographic.age_range",
    "user.demographic.date_of_birth",
    "user.demographic.gender",
    "user.demographic.language",
    "user.demographic.marital_status",
    "user.demographic.political_opinion",
    "user.demographic.profile",
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.sexual_orientation",
    "user.device",
    "user.device.cookie",
    "user.device.cookie_id",
    "user.device.device_id",
    "user.device.ip_address",
    "user.financial",
    "user.financial.bank_account",
    "user.financial.credit_card",
    "user.government_id",
    "user.government_id.birth_certificate",
    "user.government_id.drivers_license_number",
    "user.government_id.immigration",
    "user.government_id.national_identification_number",
    "user.government_id.passport_number",
    "user.government_id.vehicle_registration",
    "user.health_and_medical",
    "user.health_and_medical.genetic",
    "user.health_and_medical.insurance_beneficiary_id",
    "user.health_and_medical.record_id",
    "user.job_title",
    "user.location",
    "user.location.imprecise",
    "user.location.precise",
    "user.name",
    "user.name.first",
    "user.name.last",
    "user.payment",
    "user.privacy_preferences",
    "user.sensor",
    "user.social",
    "user.telemetry",
    "user.unique_id",
    "user.unique_id.pseudonymous",
    "user.user_sensor",
    "user.workplace",
)
_KEYS = frozenset(KEYS)


class Kind(Enum):
    """How a value is written, and so how it is masked, banded and compared."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    DATE = "date"
    MONEY = "money"  # never told by a category alone: user.financial holds texts as well as amounts
    ADDRESS = "address"
    TEXT = "text"  # everything else


KINDS = {
    "user.name": Kind.NAME,
    "user.contact.email": Kind.EMAIL,
    "user.contact.phone_number": Kind.PHONE,
    "user.contact.fax_number": Kind.PHONE,
    "user.contact.address": Kind.ADDRESS,
    "user.financial.credit_card": Kind.CARD,
    "user.demographic.date_of_birth": Kind.DATE,
}


def known(key: str) -> bool:
    """Whether the taxonomy has this very key."""
    return key in _KEYS


def kind(category: str) -> Kind:
    """The kind of the category, or of the nearest one above it that has a kind.

    >>> kind("user.contact.address.city")
    <Kind.ADDRESS: 'address'>
    >>> kind("user.contact.url")
    <Kind.TEXT: 'text'>
    """
    key = category
    while key and key not in KINDS:
        key = key.rpartition(".")[0]
    return KINDS.get(key, Kind.TEXT)
