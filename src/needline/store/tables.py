"""The tables of needline's own state; every one of them belongs to one noun of the trade.

Times are seconds since 1970, UTC. What names a person outside needline stands here only as a keyed hash, as the
key that the customer has in the source, or not at all; texts of a conversation are masked before they come here.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# ── the record ──
entry = Table(
    "entry",
    metadata,
    Column("place", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),  # from 0
    Column("kind", String(32), nullable=False),
    Column("subject", String(32), nullable=True),  # pseudonym
    Column("agent", String(64), nullable=False),
    Column("contact", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),  # the bytes that are hashed
    Column("leaf", LargeBinary, nullable=False),  # RFC 6962 leaf hash of body: says which entry was changed
    Index("entry_subject", "subject"),
    Index("entry_agent", "agent"),
)
checkpoint = Table(
    "checkpoint",
    metadata,
    Column("size", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),  # signed
    Column("frontier", LargeBinary, nullable=False),  # so that a restart reads one row
)

# ── policies ──
policy = Table(
    "policy",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("estate", LargeBinary, nullable=False),  # in its canonical encoding: replay compiles it again
)
applied = Table(
    "applied",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("digest", String(64), ForeignKey("policy.digest"), nullable=False),
    Column("at", Float, nullable=False),
    Column("by", String(64), nullable=False),
)

# ── customers ──
subject = Table(  # who a pseudonym is; to delete a row is to forget the person
    "subject",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the key in the source
    Column("pseudonym", String(32), nullable=False, unique=True),  # random
)
finding = Table(  # the keyed blind index by which a customer is found for a contact
    "finding",
    metadata,
    Column("by", String(16), primary_key=True),  # phone, email, reference
    Column("seal", String(64), primary_key=True),  # keyed hash of the normalised value
    Column("subject", String(64), nullable=False),  # the key in the source; empty: more than one customer
)
customer = Table(  # how a customer signs in
    "customer",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("password", Text, nullable=False),  # argon2id; empty: none
    Column("totp", Text, nullable=False),  # sealed secret; empty: none
    Column("totp_step", BigInteger, nullable=False),  # the last 30-second step that was used: no code twice
    Column("failures", Integer, nullable=False),  # in a row
    Column("locked_until", Float, nullable=False),
)
sign_in = Table(  # a link to prove who one is, for one contact
    "sign_in",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the link's token
    Column("contact", String(32), nullable=False, index=True),
    Column("subject", String(64), nullable=True),  # None: the customer says who they are
    Column("level", String(16), nullable=False),  # wanted
    Column("password_ok", Boolean, nullable=False),
    Column("code", String(64), nullable=False),  # keyed hash; empty: none was sent
    Column("code_until", Float, nullable=False),
    Column("tries", Integer, nullable=False),  # left for this code
    Column("until", Float, nullable=False),
    Column("used", Boolean, nullable=False),
    Column("at", Float, nullable=False),
)

# ── verification of customers ──
try_budget = Table(  # whoever counts a customer's tries holds this row meanwhile
    "try_budget",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the customer's key
    Column("at", Float, nullable=False),  # when one was last taken
)
failed_try = Table(  # a code or a match that failed, or that nobody knows yet to be right
    "failed_try",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("seal", String(64), nullable=False, index=True),  # keyed hash of the customer's key
    Column("agent", String(64), nullable=False),  # who had the contact
    Column("at", Float, nullable=False),
)
wait = Table(  # what a waiting time of a customer is counted from
    "wait",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the customer's key
    Column("what", String(64), primary_key=True),  # keyed hash: an element, or an action with its arguments
    Column("change", Boolean, nullable=False),  # an element was changed; otherwise an action was asked for
    Column("since", Float, nullable=False),
)

# ── staff ──
agent = Table(
    "agent",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("called", String(128), nullable=False),
    Column("desk", String(64), nullable=False),
    Column("role", String(16), nullable=False),  # agent, supervisor, security
    Column("password", Text, nullable=False),  # argon2id
    Column("totp", Text, nullable=False),  # sealed secret
    Column("totp_step", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Float, nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the cookie
    Column("agent", String(64), nullable=False, index=True),
    Column("level", String(16), nullable=False),
    Column("begun", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Column("device", String(64), nullable=False),  # the only one whose browser may use it
    Column("proved_at", Float, nullable=False),  # when its agent last proved a factor
)

# ── passkeys, and how staff come by them ──
passkey = Table(
    "passkey",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the credential's id
    Column("credential", LargeBinary, nullable=False),  # its id
    Column("agent", String(64), nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),  # COSE
    Column("signatures", BigInteger, nullable=False),  # how many, as the authenticator says; 0: it does not count
    Column("void", Boolean, nullable=False),  # its count went back: there are two of it
)
challenge = Table(  # what a passkey is to sign; taken away by the first answer
    "challenge",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash
    Column("purpose", String(160), nullable=False),  # of this challenge, and whose browser it is for
    Column("until", Float, nullable=False),
)
invitation = Table(  # the one way to factors of one's own
    "invitation",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of the link's token
    Column("name", String(64), nullable=False, index=True),
    Column("called", String(128), nullable=False),
    Column("desk", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("by", String(64), nullable=False),
    Column("until", Float, nullable=False),
)
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of name and code
    Column("agent", String(64), nullable=False, index=True),
)
device = Table(  # a browser that somebody signed in from
    "device",
    metadata,
    Column("seal", String(64), primary_key=True),  # keyed hash of its cookie
    Column("agent", String(64), primary_key=True),
    Column("called", String(64), nullable=False),  # what it says it is: "Firefox on Windows"
    Column("since", Float, nullable=False),
    Column("told", Boolean, nullable=False),  # whether its agent said that they know it
)

# ── contacts ──
contact = Table(
    "contact",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("desk", String(64), nullable=False, index=True),
    Column("open", Boolean, nullable=False),
    Column("state", LargeBinary, nullable=False),  # of the gate, or of people; see store.contacts
    Column("visitor", String(64), nullable=False, index=True),  # keyed hash of the customer's cookie; empty on phone
    Column("version", Integer, nullable=False),  # raised by every write: two at once cannot both win
    Column("finds", Integer, nullable=False),  # how often somebody looked for its customer
    Column("opened", Float, nullable=False),
    Column("waiting", Float, nullable=False),  # since when at this desk
    Column("note", Text, nullable=False),  # the hand-over's summary; masked
)
turn = Table(  # what was said in a contact; masked
    "turn",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("contact", String(32), nullable=False, index=True),
    Column("who", String(16), nullable=False),  # customer, bot, house, agent
    Column("text", Text, nullable=False),
    Column("at", Float, nullable=False),
)

# ── actions, and what takes a second person ──
deed = Table(  # one order of an action, so that it is carried out once however often it arrives
    "deed",
    metadata,
    Column("contact", String(32), primary_key=True),
    Column("serial", Integer, primary_key=True, autoincrement=False),  # from 1, within the contact
    Column("desk", String(64), nullable=False, index=True),
    Column("agent", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("seal", String(64), nullable=False),  # keyed hash of customer, action and arguments
    Column("state", String(16), nullable=False, index=True),  # see store.deeds
    Column("entry", BigInteger, nullable=False),  # its place in the record; -1: none yet
    Column("at", Float, nullable=False),  # of its state
)
approval = Table(  # an order above its limit, which waits for somebody else's yes
    "approval",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("contact", String(32), nullable=False, index=True),
    Column("serial", Integer, nullable=False),  # of its deed
    Column("desk", String(64), nullable=False, index=True),
    Column("agent", String(64), nullable=False),
    Column("order", Text, nullable=False),  # the order and its arguments, locked
    Column("role", String(64), nullable=False),  # whose yes it takes
    Column("policy", String(64), nullable=False),  # digest of the policy it was asked under
    Column("entry", BigInteger, nullable=False),  # where it was asked for
    Column("at", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("state", String(16), nullable=False, index=True),  # waiting, approved, refused
    Column("by", String(64), nullable=False),
    Column("reason", Text, nullable=False),  # locked; empty: none yet
)
glass = Table(  # emergencies
    "glass",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("unreviewed", String(64), nullable=True, unique=True),  # the agent, until it is reviewed: one at a time
    Column("agent", String(64), nullable=False, index=True),
    Column("contact", String(32), nullable=False),
    Column("journey", String(64), nullable=False),
    Column("desk", String(64), nullable=False),
    Column("review_by", String(16), nullable=False),  # a role
    Column("reason", Text, nullable=False),  # locked
    Column("entry", BigInteger, nullable=False),  # -1: not in the record yet, so it opens nothing
    Column("at", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("by", String(64), nullable=False),  # who reviewed it
    Column("justified", Boolean, nullable=True),
)

# ── the demo's mailbox ──
mail = Table(
    "mail",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("to", String(128), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Float, nullable=False),
)
