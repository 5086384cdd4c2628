"""Deeds, approvals and emergencies."""

import sqlalchemy as sa
from alembic import op

revision = "approvals"
down_revision = "verification"


def upgrade() -> None:
    """Make what actions need that are carried out once, take a second person, or are for emergencies."""
    _deeds()
    _approvals()
    _emergencies()


def _deeds() -> None:
    op.create_table(
        "deed",
        sa.Column("contact", sa.String(32), primary_key=True),
        sa.Column("serial", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("desk", sa.String(64), nullable=False, index=True),
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )


def _approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("contact", sa.String(32), nullable=False, index=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("desk", sa.String(64), nullable=False, index=True),
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def _emergencies() -> None:
    op.create_table(
        "glass",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("unreviewed", sa.String(64), nullable=True, unique=True),
        sa.Column("agent", sa.String(64), nullable=False, index=True),
        sa.Column("contact", sa.String(32), nullable=False),
        sa.Column("journey", sa.String(64), nullable=False),
        sa.Column("desk", sa.String(64), nullable=False),
        sa.Column("review_by", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("justified", sa.Boolean(), nullable=True),
    )
