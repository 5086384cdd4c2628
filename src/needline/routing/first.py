"""First: a first message to a desk."""

from collections.abc import Collection, Mapping

from needline.policy import Policy
from needline.routing.intent import Classifier
from needline.routing.route import Choice, least, route


def place(
    policy: Policy,
    classifier: Classifier | None,
    text: str,
    *,
    channel: str,
    open_loads: Mapping[str, int],
    certified: Collection[str] = (),
) -> Choice | None:
    """Where a contact that begins with `text` goes, as which journey and why; `None`: nobody is there for it.

    Without a classifier, and whenever it does not know, the contact goes to the people who see least. A name that
    it learned and this policy has no such journey of counts as not knowing.
    """
    if classifier is None:
        return least(policy, channel, open_loads, why="nothing reads first messages here")
    guess = classifier.guess(text)
    if guess.intent is None:
        return least(policy, channel, open_loads, why="the first message is like nothing that was learned")
    if guess.intent not in policy.journeys:
        return least(policy, channel, open_loads, why="what the first message is about is no journey here")
    choice = route(policy, guess.intent, channel, open_loads, certified=certified)
    called = policy.called(guess.intent)
    return choice or least(policy, channel, open_loads, why=f"nobody can finish {called} by {policy.called(channel)}")
