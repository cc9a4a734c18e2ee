"""Runs the schema steps on the connection that `migrating.migrate` hands over. There is no alembic.ini."""

from alembic import context

if hasattr(context, "config"):  # only while Alembic runs it; a plain import, as test collectors do, has nothing to run
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    context.run_migrations()
