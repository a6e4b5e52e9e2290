"""What does Alembic need to know to run our migrations on a connection that is given to it?"""

from alembic import context

from assessment.store.records import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
