"""A policy in the words of Cedar, so that another engine can answer what `decide` and `permit` answer.

    policies    two that permit, one to see and one to do: the conditions of `needline.decide`, alike for every estate
    reasons     one for each condition, which forbids what breaks it and carries the `Why` as an annotation
    schema      who is asked about what, and with which facts
    entities    the estate: seats, elements and actions, each with a tag for every journey (`cedar_entities`)

A principal is a seat, a resource an element or an action (`Deed`); the contact, the agent's sign-in and the form
asked for are context. The policies decide alone: all conditions must hold, so that an unknown name and a word that is
none end in no. The reasons, beside them, forbid nothing more. Of those that Cedar gives, the first in the order of
`Why` is the one that `decide` tells.

Proofs and forms are sets of the words that suffice and not numbers, so that no word outside them counts as more. An
amount is a Cedar `decimal` of four places. Whether an order has to wait is a fact that Cedar is told, and no clock
that it reads.

The language is Cedar 4 (https://docs.cedarpolicy.com), with entity tags and `isEmpty`.
"""

from collections.abc import Iterator

from msgspec import Struct

from needline.decide import Why
from needline.exchange.cedar_entities import entities
from needline.policy import Policy

Plain = dict[str, object]

ABOVE_NEED = "above_need"  # the form asked for is more than the need; `decide` shows less instead of refusing


class Condition(Struct, frozen=True):
    """What must hold, as expressions of Cedar, and what they take for granted where they stand alone."""

    why: str  # told when it does not hold
    holds: tuple[str, ...]
    given: str = ""
    otherwise: tuple[str, ...] = ()  # what stands alone instead, where two reasons share a condition

    @property
    def alone(self) -> tuple[str, ...]:
        """The condition by itself, in an order in which no expression meets a tag that is not there."""
        holds = self.otherwise or self.holds
        return (self.given, *holds) if self.given else holds


class Cedar(Struct, frozen=True, kw_only=True):
    """A policy for Cedar: three texts, and a list for its JSON."""

    policies: str
    reasons: str
    schema: str
    entities: tuple[Plain, ...]


def cedar(policy: Policy) -> Cedar:
    """The policy for Cedar. The same policy gives the same bytes."""
    head = f"// What needline decides by the policy {policy.digest}.\n\n"
    return Cedar(
        policies=head + "\n".join(_permit(*one) for one in _BOTH),
        reasons="\n".join(text for one in _BOTH for text in _forbid(*one)),
        schema=_SCHEMA,
        entities=tuple(entities(policy)),
    )


_JOURNEY = "context.journey"
_WORK = f"principal.getTag({_JOURNEY})"  # how the seat handles the journey
_NEED = f"resource.getTag({_JOURNEY})"  # what the journey needs of the element or action
_SERVED = f"principal.hasTag({_JOURNEY})"
_NEEDED = f"resource.hasTag({_JOURNEY})"

_STANDING = (
    Condition(Why.CLOSED, ("context.open",)),
    Condition(Why.OTHER_DESK, ("context.desk == principal.name",)),
    Condition(Why.NOT_PICKED_UP, ('context.agent != ""', "context.agent == context.picked_up_by")),
    Condition(Why.FROZEN, ("!context.frozen",)),
    Condition(Why.NOT_SERVED, (_SERVED,)),
    Condition(Why.OTHER_CHANNEL, (f"{_WORK}.through.contains(context.channel)",), _SERVED),
    Condition(Why.BEHIND_GLASS, (f"(!{_WORK}.behind_glass || context.glass)",), _SERVED),
    Condition(Why.NOT_NEEDED, (_NEEDED,)),
)
_STAFF = "principal.signs_in.contains(context.staff)"
_CUSTOMER = "principal.customers.contains(context.customer)"
_SEE = (
    *_STANDING,
    Condition(Why.USE_ONLY, (f"!{_NEED}.forms.isEmpty()",), _NEEDED),
    Condition(Why.NO_CUSTOMER, ("context.known",)),
    Condition(Why.STAFF_PROOF, (_STAFF, f"{_NEED}.staff.contains(context.staff)"), _NEEDED),
    Condition(Why.CUSTOMER_PROOF, (_CUSTOMER, f"{_NEED}.customer.contains(context.customer)"), _NEEDED),
    Condition(Why.TRIES_SPENT, (f"!({_NEED}.matches && context.tries_spent)",), _NEEDED),
    Condition(ABOVE_NEED, (f"{_NEED}.forms.contains(context.form)",), _NEEDED),
)
_AMOUNT = 'context has amount && context.amount.greaterThan(decimal("0.0"))'
_APPROVED = (  # by somebody else, in the role that the estate names
    f'{_NEED} has above && context has approved && context.approved.by != "" && '
    f"context.approved.by != context.agent && context.approved.role == {_NEED}.above"
)
_WITHIN = (
    f"(!{_NEED}.money || ({_AMOUNT})) &&\n  "
    f"(if {_NEED} has at_most\n  then ({_AMOUNT} && (context.amount.lessThanOrEqual({_NEED}.at_most) ||\n"
    f"    ({_APPROVED} && context.approved.policy == resource.policy)))\n  else true)"
)
_DO = (
    *_STANDING,
    Condition(Why.NO_CUSTOMER, ("context.known",)),
    Condition(Why.STAFF_PROOF, (_STAFF,)),
    Condition(Why.CUSTOMER_PROOF, (f"{_WORK}.customer.contains(context.customer)",), _SERVED),
    Condition(Why.TOO_SOON, ("!context.waits",)),
    Condition(Why.TOO_MUCH, (_WITHIN,), _NEEDED, (f"(({_WITHIN}) ||\n  ({_APPROVED}))",)),
    Condition(Why.NOT_AS_APPROVED, (), _NEEDED, (f"(({_WITHIN}) ||\n  !({_APPROVED}))",)),
)
_BOTH = (("see", "Element", _SEE), ("do", "Deed", _DO))


def _permit(action: str, resource: str, conditions: tuple[Condition, ...]) -> str:
    """The one policy that permits `action`."""
    every = tuple(part for condition in conditions for part in condition.holds)
    return f"permit {_scope(action, resource)}\nwhen {{\n  {_all(every)}\n}};\n"


def _forbid(action: str, resource: str, conditions: tuple[Condition, ...]) -> Iterator[str]:
    """A policy for each reason why not."""
    for condition in conditions:
        scope = _scope(action, resource)
        yield f'@why("{condition.why}")\nforbid {scope}\nunless {{\n  {_all(condition.alone)}\n}};\n'


def _scope(action: str, resource: str) -> str:
    return (
        f'(\n  principal is Needline::Seat,\n  action == Needline::Action::"{action}",\n'
        f"  resource is Needline::{resource}\n)"
    )


def _all(parts: tuple[str, ...]) -> str:
    return " &&\n  ".join(parts)


_SCHEMA = """\
// Tags are named for journeys. Every proof and every form is a set of the words that suffice.
namespace Needline {
  entity Seat = {
    name: String,
    bot: Bool,
    signs_in: Set<String>,   // how its agents may have signed in; a bot signs in to nothing
    customers: Set<String>,  // what a customer must have proved before it gets anything at all
  } tags {
    through: Set<String>,    // channels
    customer: Set<String>,   // before anything is done
    behind_glass: Bool,      // for emergencies only
  };

  entity Element = {
    category: String,        // of the Fides taxonomy
    harm: Long,              // if one person's value leaks: 1, 3, 10, 30
  } tags {
    forms: Set<String>,      // in which it may be seen; none: it is used without being seen
    customer: Set<String>,
    staff: Set<String>,      // on top of what the seat signs in with
    matches: Bool,           // whether it is only compared with what the customer says
  };

  entity Deed = {
    policy: String,          // digest of the policy; an approval is of one policy
  } tags {
    money: Bool,             // whether there is an amount, which must be more than nothing
    at_most?: decimal,
    above?: String,          // the role that may approve more
  };

  type Approval = {
    by: String,
    role: String,
    policy: String,          // under which it was asked for
  };

  action see appliesTo {
    principal: Seat,
    resource: Element,
    context: {
      open: Bool,
      desk: String,          // where the contact is
      picked_up_by: String,  // an agent, a bot, or nobody
      journey: String,
      channel: String,
      known: Bool,           // whether it is known who the customer is
      customer: String,      // what the customer proved
      agent: String,         // who asks
      staff: String,         // and how they signed in
      frozen: Bool,          // because the caller may be somebody else
      glass: Bool,           // whether the agent broke it for this contact
      tries_spent: Bool,     // whether no try is left to match what the customer says
      form: String,          // in which the element would be shown
    },
  };

  action do appliesTo {
    principal: Seat,
    resource: Deed,
    context: {
      open: Bool,
      desk: String,
      picked_up_by: String,
      journey: String,
      channel: String,
      known: Bool,
      customer: String,
      agent: String,
      staff: String,
      frozen: Bool,
      glass: Bool,
      waits: Bool,           // whether the estate makes it wait
      amount?: decimal,
      approved?: Approval,
    },
  };
}
"""
