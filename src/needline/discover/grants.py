"""Which role of the database can read which personal column: granted reach, from PostgreSQL's own catalogue.

`has_column_privilege` answers for roles as the server itself would: table and column grants, membership of groups
and what PUBLIC may do. A view counts as a way to the columns that it is made of, for whoever may read the view.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from needline.discover.connecting import reason
from needline.discover.schema import Table, Unread


class Granted(Struct, frozen=True, kw_only=True):
    """A role that can sign in, and the personal columns that it can read."""

    role: str
    columns: Mapping[str, str]  # table.column → how: "table", or the view through which
    superuser: bool = False


_READS = text("""
    SELECT r.rolname, r.rolsuper, n.nspname, c.relname, a.attname
    FROM pg_roles r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE r.rolcanlogin AND c.relkind IN ('r', 'p')
      AND (n.nspname || '.' || c.relname || '.' || a.attname) = ANY(:columns)
      AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_column_privilege(r.oid, c.oid, a.attnum, 'SELECT')
    ORDER BY 1, 3, 4, 5""")
_VIEWS = text("""
    SELECT DISTINCT r.rolname, r.rolsuper, n.nspname, c.relname, a.attname, v.relname
    FROM pg_roles r, pg_class v JOIN pg_namespace vn ON vn.oid = v.relnamespace
      JOIN pg_rewrite w ON w.ev_class = v.oid
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refobjsubid > 0
      JOIN pg_class c ON c.oid = d.refobjid AND c.oid <> v.oid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE r.rolcanlogin AND v.relkind IN ('v', 'm')
      AND (n.nspname || '.' || c.relname || '.' || a.attname) = ANY(:columns)
      AND has_schema_privilege(r.oid, vn.oid, 'USAGE') AND has_any_column_privilege(r.oid, v.oid, 'SELECT')
    ORDER BY 1, 3, 4, 5, 6""")


def granted(
    connection: Connection, tables: Sequence[Table], columns: Iterable[str]
) -> tuple[tuple[Granted, ...], tuple[Unread, ...]]:
    """Who can read which of `columns` (table.column); nothing where the database is not PostgreSQL."""
    if connection.dialect.name != "postgresql":
        return (), ()
    try:
        own = str(connection.exec_driver_sql("SELECT current_schema()").scalar() or "public")
        whole = _whole(own, tables, columns)
        wanted = {"columns": list(whole)}
        rows = [(*row, "table") for row in connection.execute(_READS, wanted)]
        rows += [tuple(row) for row in connection.execute(_VIEWS, wanted)]
    except SQLAlchemyError as error:
        return (), (Unread(where="grants", why=reason(error)),)
    return _by_role(rows, whole), ()


def _whole(own: str, tables: Sequence[Table], columns: Iterable[str]) -> dict[str, str]:
    """The columns by schema.table.column."""
    schemas = {table.name: table.schema for table in tables}
    return {one if schemas.get(one.rpartition(".")[0]) else f"{own}.{one}": one for one in columns}


def _by_role(rows: Iterable[tuple[object, ...]], whole: Mapping[str, str]) -> tuple[Granted, ...]:
    found: dict[str, dict[str, str]] = {}
    above: set[str] = set()
    for role, superuser, schema, table, column, way in rows:
        held = found.setdefault(str(role), {})
        held.setdefault(whole[f"{schema}.{table}.{column}"], "table" if way == "table" else f"view {way}")
        if superuser:
            above.add(str(role))
    return tuple(Granted(role=role, columns=held, superuser=role in above) for role, held in found.items())
