"""SQL inside other text, read where it stands."""

import time

import pytest

from speclint.facts.schema.embedded import read_embedded
from tests.facts.told import told


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(
            'SCHEMA = """\n-- the fleet\nCREATE TABLE boats (id int, -- don\'t\n  name text);\n"""\n',
            "sql boats\n  id: int\n  name: text",
            id="triple-quotes",
        ),
        pytest.param(
            'run("CREATE TABLE boats ("\n    "id int PRIMARY KEY, "\n    "dock int REFERENCES docks(id))")',
            "sql boats\n  id: int pk\n  dock: int -> docks.id",
            id="joined-without-a-sign",
        ),
        pytest.param(
            'x = "CREATE TABLE " + NAME + " (\\n" +\n  " " + ID + " INTEGER PRIMARY KEY,\\n" +\n  " \\"note\\" TEXT)";',
            "sql NAME\n  ID: INTEGER pk\n  note: TEXT",
            id="joined-with-constants",
        ),
        pytest.param(
            "db.query(`\n  CREATE TABLE boats (id int);\n  CREATE UNIQUE INDEX u ON boats (id);\n`)",
            "sql boats\n  id: int\nunique index on boats u (id)",
            id="template-string",
        ),
        pytest.param(
            "psql <<'EOF'\nCREATE TABLE boats (id int);\nEOF\nsqlite3 x.db \"CREATE TABLE docks (id int)\"",
            "sql boats\n  id: int\nsql docks\n  id: int",
            id="shell",
        ),
        pytest.param(
            "data:\n  init.sql: |\n    CREATE TABLE boats (\n      id int\n    );\n  note: it's\n",
            "sql boats\n  id: int",
            id="yaml",
        ),
        pytest.param(
            'op.execute("ALTER TABLE boats ADD COLUMN note text")',
            "sql boats fragment\n  note: text",
            id="migration",
        ),
        pytest.param('f"CREATE TABLE {name} (id int)"', "sql {name}\n  id: int", id="a-hole-for-the-name"),
        pytest.param("# CREATE TABLE boats (id int)\nx = 1", "", id="comment"),
        pytest.param("Create table of contents.\nCreate table for guests (two).", "", id="prose"),
        pytest.param("x = 'create a table'", "", id="no-sql"),
    ],
)
def test_sql_is_found_in_other_text(code: str, expected: str) -> None:
    assert told(read_embedded(code, 1)) == expected


def test_positions_are_those_of_the_whole_block() -> None:
    code = 'x = 1\nrun("CREATE TABLE boats ("\n    "id int, \\"note\\" text)")'
    ((table,), ()) = (lambda schema: (schema.tables, schema.indexes))(read_embedded(code, 10, 3))
    assert (table.line, table.column) == (11, 3 + len('run("CREATE TABLE '))
    assert [(column.line, column.column) for column in table.columns] == [(12, 8), (12, 17)]


@pytest.mark.parametrize(
    "unit",
    ['"CREATE TABLE a (', "'CREATE ", "`CREATE TABLE", "<<A\n", "<<A\nA\n", "CREATE TABLE\n", "CREATE INDEX a b c ",
     '"--"\n', '" --\n', '"CREATE \\"', '"CREATE " + a + ', "CREATE TABLE a (b int);\n"],
)  # fmt: skip
def test_hostile_text_takes_no_time(unit: str) -> None:
    code = unit * (100_000 // len(unit))
    start = time.process_time()
    read_embedded(code, 1)
    assert time.process_time() - start < 2
