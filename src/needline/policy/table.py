"""The table: (desk, journey) → element → need. What is not in it is withheld."""

from collections.abc import Mapping

from msgspec import Struct

from needline.estate.model import Assurance, Estate, Form, Journey, Reach, Trigger

Key = tuple[str, str]  # desk, journey


class Need(Struct, frozen=True, kw_only=True, gc=False):
    """A journey needs an element: in which form, and after which proofs."""

    element: str
    form: Form
    customer: Assurance
    staff: Assurance = Assurance.NOTHING  # on top of what the desk signs in with


class Seat(Struct, frozen=True, kw_only=True):
    """A desk or a bot, as the policy sees it."""

    name: str
    called: str
    bot: bool
    signs_in: Assurance  # a bot signs in to nothing
    reach: Reach

    @property
    def customer(self) -> Assurance:
        """What a customer has to prove before this seat gets anything at all.

        Reach of the own record means that the customer is known because they signed in, and not because
        somebody found them.
        """
        return Assurance.ONE_FACTOR if self.reach is Reach.OWN_RECORD else Assurance.NOTHING


class Policy(Struct, frozen=True, kw_only=True, eq=False):  # itself and no other, so that answers can be kept for it
    """What each desk needs for each journey, and the estate that says so."""

    digest: str  # SHA-256 of the estate, hex
    estate: Estate
    needs: Mapping[Key, Mapping[str, Need]]
    seats: Mapping[str, Seat]
    homes: Mapping[str, str]  # element → the store that holds it
    watch: Mapping[tuple[str, ...], Trigger]  # words in a row, case folded → the trigger they fire

    @property
    def journeys(self) -> Mapping[str, Journey]:
        """Every journey of the estate."""
        return self.estate.journeys

    def serves(self, desk: str, journey: str) -> bool:
        """Whether `desk` handles `journey`."""
        return (desk, journey) in self.needs

    def proof(self, journey: str) -> Assurance:
        """What the customer proves before anything is done for `journey`."""
        return self.journeys[journey].customer_proves

    def proof_of(self, desk: str, need: Need) -> Assurance:
        """What the customer proves before `desk` gets `need`."""
        return _stronger(need.customer, self.seats[desk].customer)

    def staff_proof(self, desk: str, need: Need) -> Assurance:
        """How the agent must have signed in before `desk` gets `need`."""
        return _stronger(need.staff, self.seats[desk].signs_in)

    def called(self, name: str) -> str:
        """What people call an element, a journey, a desk, a bot or an action."""
        estate = self.estate
        for section in (estate.elements, estate.journeys, estate.desks, estate.bots, estate.actions):
            if name in section and section[name].called:
                return section[name].called
        return name.replace("_", " ")


def _stronger(one: Assurance, other: Assurance) -> Assurance:
    # Not `max`: it would be a quarter of what a decision costs.
    return one if one.rank >= other.rank else other
