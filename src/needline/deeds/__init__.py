"""Deeds: what is done for customers, once, and with a second person where the estate says so.

    rehearse    what an order would change, before anybody confirms it
    order       carry it out, or ask for the yes that it takes; a repeat is answered what the first was
    approve     somebody else's yes: exactly what was asked for is carried out, once, if all of it still holds
    settle      somebody looked what came of an order of which nobody knew
    emergency   the glass of a journey that has one: a reason, a time, an alert, and a review

Everything is written down by the broker before it is done and after.
"""

from needline.deeds.approving import Approver, may_answer
from needline.deeds.emergencies import Broken, Emergencies, may_review
from needline.deeds.ordering import Came, Deeds

__all__ = ["Approver", "Broken", "Came", "Deeds", "Emergencies", "may_answer", "may_review"]
