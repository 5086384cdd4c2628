"""The tables that needline began with."""

import sqlalchemy as sa
from alembic import op

revision = "first"
down_revision = None


def upgrade() -> None:
    """Make every table of the first needline."""
    _record()
    _policies()
    _customers()
    _sign_in()
    _staff()
    _contacts()
    _mailbox()


def _record() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "entry",
        sa.Column("place", number, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(32), nullable=True),
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("contact", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
    )
    op.create_index("entry_subject", "entry", ["subject"])
    op.create_index("entry_agent", "entry", ["agent"])
    op.create_table(
        "checkpoint",
        sa.Column("size", number, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
    )


def _policies() -> None:
    op.create_table(
        "policy",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("estate", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "applied",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("policy.digest"), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
    )


def _customers() -> None:
    op.create_table(
        "subject",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("pseudonym", sa.String(32), nullable=False, unique=True),
    )
    op.create_table(
        "finding",
        sa.Column("by", sa.String(16), primary_key=True),
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False),
    )
    op.create_table(
        "customer",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("totp", sa.Text(), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Float(), nullable=False),
    )


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("contact", sa.String(32), nullable=False, index=True),
        sa.Column("subject", sa.String(64), nullable=True),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("password_ok", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("code_until", sa.Float(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )


def _staff() -> None:
    op.create_table(
        "agent",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("called", sa.String(128), nullable=False),
        sa.Column("desk", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("totp", sa.Text(), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Float(), nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("agent", sa.String(64), nullable=False, index=True),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("begun", sa.Float(), nullable=False),
        sa.Column("seen", sa.Float(), nullable=False),
    )


def _contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("desk", sa.String(64), nullable=False, index=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("visitor", sa.String(64), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finds", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Float(), nullable=False),
        sa.Column("waiting", sa.Float(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("contact", sa.String(32), nullable=False, index=True),
        sa.Column("who", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )


def _mailbox() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("to", sa.String(128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )
