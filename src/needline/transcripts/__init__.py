"""Transcripts: what was said and written in service, in the files that platforms keep it in, read and written.

    pieces     a stream of bytes → Kept | Passage | Unread; one after the other they are the file again
    heard      pieces and whoever finds personal data → each piece with findings, in the passage's own offsets
    edits      findings → what to write in their place
    written    a passage with edits → its bytes, in the form of the file
    Format     the formats: text, jsonl, json, contact-lens, vtt, eml, mbox, csv; gzip, Zstandard and UTF-16 of them
    role_of    a platform's word for who speaks → customer, agent or tool

Modules: `passage` (what a reader makes), `reading` (puts it together), `formats`, `packing`, `encoding`, `roles`,
`hearing`; one for each kind of file: `prose`, `records` (JSON), `contact_lens`, `cues`, `mail` and `mime`, `table`.
Every reader keeps three promises, whatever the bytes: bounded memory, no exception, and nothing read by guess. What
is not understood is `Unread`, and whoever writes a masked file writes `[unread]` in its place.
"""

from needline.transcripts.formats import Format
from needline.transcripts.hearing import Ear, Heard, heard
from needline.transcripts.passage import (
    UNREAD,
    Edit,
    Kept,
    Passage,
    Piece,
    Unread,
    edits,
    written,
)
from needline.transcripts.reading import pieces
from needline.transcripts.roles import role_of

__all__ = [
    "UNREAD",
    "Ear",
    "Edit",
    "Format",
    "Heard",
    "Kept",
    "Passage",
    "Piece",
    "Unread",
    "edits",
    "heard",
    "pieces",
    "role_of",
    "written",
]
