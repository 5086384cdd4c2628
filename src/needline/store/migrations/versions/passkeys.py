"""Passkeys, invitations, recovery codes, and sessions that stay on their device."""

import sqlalchemy as sa
from alembic import op

revision = "passkeys"
down_revision = "first"


def upgrade() -> None:
    """Make what sign-in of staff needs, and end every session: none of them knows its device."""
    op.execute("DELETE FROM session")
    op.add_column("session", sa.Column("device", sa.String(64), nullable=False, server_default=""))
    op.add_column("session", sa.Column("proved_at", sa.Float(), nullable=False, server_default="0"))
    _passkeys()
    _enrolment()
    _devices()


def _passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("agent", sa.String(64), nullable=False, index=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signatures", sa.BigInteger(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "challenge",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("purpose", sa.String(160), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
    )


def _enrolment() -> None:
    op.create_table(
        "invitation",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, index=True),
        sa.Column("called", sa.String(128), nullable=False),
        sa.Column("desk", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
    )
    op.create_table(
        "recovery_code",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("agent", sa.String(64), nullable=False, index=True),
    )


def _devices() -> None:
    op.create_table(
        "device",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("agent", sa.String(64), primary_key=True),
        sa.Column("called", sa.String(64), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
    )
