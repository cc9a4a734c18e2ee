"""Near-copies of one text, derived like the events; figures are found by their day of publication."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "near_copies",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_near_copies")),
    )
    op.create_index(op.f("ix_figure_values_published"), "figure_values", ["published"], unique=False)
