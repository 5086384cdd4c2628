"""The fields that platforms tell a conversation's journey in, under one word each.

Every platform has its own word for a queue or an intent. What a reader of transcripts tells, and what an estate says
under `known_by`, goes by the word that stands first here.
"""

import re
from functools import lru_cache

INTENT, QUEUE, TAGS, SUBJECT, CHANNEL, LANGUAGE = "intent", "queue", "tags", "subject", "channel", "language"
FIELDS = (INTENT, QUEUE, TAGS, SUBJECT, CHANNEL, LANGUAGE)
_ALSO = {
    INTENT: "intents intentname category categories topic topics reason contactreason disposition journey flow",
    QUEUE: "queues queuename skill skills skillname department group groupname groupid team teamname inbox inboxid",
    TAGS: "tag label labels",
    SUBJECT: "title rawsubject",
    CHANNEL: "channels channeltype medium",
    LANGUAGE: "languages languagecode lang locale",
}
_FIELDS = {name: field for field in FIELDS for name in (field, *_ALSO[field].split())}


@lru_cache(4096)
def field_of(name: str) -> str:
    """The word for a platform's field; empty for one that tells nothing of a journey.

    >>> field_of("Queue Name"), field_of("labels"), field_of("card_number")
    ('queue', 'tags', '')
    """
    return _FIELDS.get(re.sub(r"[^a-z]", "", name[:40].lower()), "")
