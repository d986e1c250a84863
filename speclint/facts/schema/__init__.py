"""What code and prose say about stored data: SQL, models in program code, short notations."""

from speclint.facts.schema.model import Schema, join

__all__ = ["read_schema"]

_SQL = frozenset(
    """
    sql postgresql postgres pgsql psql plpgsql plsql mysql mariadb sqlite sqlite3 tsql t-sql mssql oracle cql
    cassandra bigquery snowflake redshift clickhouse spanner duckdb ddl hql hive cockroachdb
    """.split()
)
"""Languages of fences that hold SQL."""

_OTHER = frozenset("mermaid plantuml puml dot graphviz d2 diff patch markdown md html css svg xml".split())
"""Languages of fences that hold no stored data, or that others read."""


def read_schema(code: str, language: str, line: int, column: int = 1) -> Schema:
    """The schema that a code block holds, whatever its language; empty where it holds none.

    `language` is what its fence says; `line` and `column` are where its first character stands.
    """
    from speclint.facts.schema.ddl import read_ddl
    from speclint.facts.schema.embedded import read_embedded
    from speclint.facts.schema.orm import read_models

    name = language.casefold().strip(" .{}=")
    if name in _SQL:
        return read_ddl(code, line, column)
    if name in _OTHER:
        return Schema()
    return join((read_models(code, line, column, name), read_embedded(code, line, column)))
