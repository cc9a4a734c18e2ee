"""Runs the schema steps on the connection that `migrating.migrate` hands over. There is no alembic.ini."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
