"""Runs the migrations on whichever database the program is pointed at."""

from alembic import context

from db.engine import engine
from db.models import Base


def run() -> None:
    """Apply the migrations in one transaction where the database can."""
    with engine().connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
