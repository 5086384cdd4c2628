"""What keeps verification from being talked around: failed tries by customer, and what a customer waits for."""

import sqlalchemy as sa
from alembic import op

revision = "verification"
down_revision = "passkeys"


def upgrade() -> None:
    """Make the budget of tries and the marks that waiting times are counted from."""
    op.create_table(
        "try_budget",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("at", sa.Float(), nullable=False),
    )
    op.create_table(
        "failed_try",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("seal", sa.String(64), nullable=False, index=True),
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )
    op.create_table(
        "wait",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("what", sa.String(64), primary_key=True),
        sa.Column("change", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
    )
