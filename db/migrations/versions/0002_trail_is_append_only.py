"""The trail can be added to, never changed: held by the database itself."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the trail can only be added to"

SQLITE = [
    f"""
    CREATE TRIGGER trail_entry_no_{verb} BEFORE {verb.upper()} ON trail_entry
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
    for verb in ("update", "delete")
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
    """,
    """
    CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only()
    """,
    """
    CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()
    """,
]


def upgrade() -> None:
    """Add the triggers and the head of the chain."""
    name = op.get_bind().dialect.name
    for statement in SQLITE if name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute(f"INSERT INTO trail_head (id, entries, hash) VALUES (1, 0, '{'0' * 64}')")


def downgrade() -> None:
    """Remove them."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER trail_entry_no_update")
        op.execute("DROP TRIGGER trail_entry_no_delete")
    else:
        op.execute("DROP FUNCTION trail_is_append_only() CASCADE")
    op.execute("DELETE FROM trail_head")
