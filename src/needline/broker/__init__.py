"""The broker: the only code that touches customer data.

    1  decide          pure, by the policy that is in force at this moment
    2  write it down   durable before the next step, or there is no next step
    3  fetch           exactly what will be shown, of exactly the customer of the contact
    4  project         into the form that the journey needs

In that order, always: nothing is fetched that will not be shown, and nothing is shown that was not written down
first. Acting goes the same way: permit, write down, act, write down what came of it. What a customer proved counts
here only as long as it was used lately, and what they say is compared only while tries of theirs are left.
"""

from needline.broker.acting import Outcome, Rehearsal
from needline.broker.disclosing import Broker, Disclosure
from needline.broker.ports import Policies, Recorder, Source, Subjects, Tries, Waits

__all__ = [
    "Broker",
    "Disclosure",
    "Outcome",
    "Policies",
    "Recorder",
    "Rehearsal",
    "Source",
    "Subjects",
    "Tries",
    "Waits",
]
