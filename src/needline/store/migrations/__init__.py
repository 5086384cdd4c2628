"""How the tables came to be, one step after the other.

A step is a module of `versions` in Alembic's form, written by hand; a test says that the last one leads to what
`store.tables` describes. There is no alembic.ini and no env.py: `upgrade` is all that runs the steps.
There is no way down: evidence is not for an older needline to drop, so going back is bringing back a copy.
"""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from needline.store.tables import metadata

_TURN = 0x6E65_6564  # the advisory lock that keeps two starting processes apart


def upgrade(connection: Connection) -> None:
    """Take the steps that this database lacks, all within the transaction that `connection` is in.

    Raises Alembic's `CommandError` when the database has taken a step that we do not know.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)

    def steps(revision: str, _: MigrationContext) -> list[RevisionStep]:
        return script._upgrade_revs("head", revision)  # noqa: SLF001  # what alembic.command.upgrade calls

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        environment.run_migrations()
