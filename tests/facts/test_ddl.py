"""SQL DDL: every dialect, sketches and broken text, with exact positions."""

import time

import pytest

from speclint.facts.schema import read_schema
from speclint.facts.schema.ddl import read_ddl
from speclint.facts.schema.model import Column, Table, join, name_key


def told(column: Column) -> str:
    """A column in one line: name, type and what is said of it."""
    marks = [
        "pk" if column.primary else "",
        {True: "null", False: "not-null", None: ""}[column.nullable],
        "unique" if column.unique else "",
        "indexed" if column.indexed else "",
        f"-> {column.references.table}.{column.references.key}" if column.references else "",
    ]
    return " ".join(filter(None, (f"{column.name}:{column.type}", *marks)))


def only_table(code: str) -> Table:
    (table,) = read_ddl(code, 1).tables
    return table


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("id SERIAL PRIMARY KEY", "id:SERIAL pk"),
        ("mail varchar(80) not null unique", "mail:varchar(80) not-null unique"),
        ("n NUMERIC(10, 2) NULL", "n:NUMERIC(10, 2) null"),
        ("n int DEFAULT NULL", "n:int"),
        ("at timestamp with time zone default now() not null", "at:timestamp with time zone not-null"),
        ("ratio double precision CHECK (ratio > 0 AND ratio IS NOT NULL)", "ratio:double precision"),
        ("tags text[] NOT NULL", "tags:text[] not-null"),
        ("spot vector(1536)", "spot:vector(1536)"),
        ("boat int REFERENCES boats(id) ON DELETE SET NULL", "boat:int -> boats.id"),
        ("boat int references harbour.boats on delete cascade primary key", "boat:int pk -> harbour.boats.None"),
        ("boat int CONSTRAINT fk_boat REFERENCES boats (id) NOT NULL", "boat:int not-null -> boats.id"),
        ("boat int FOREIGN KEY REFERENCES dbo.Boats(Id)", "boat:int -> dbo.Boats.Id"),
        ("id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT", "id:BIGINT UNSIGNED not-null"),
        ("id INT IDENTITY(1,1) NOT NULL", "id:INT not-null"),
        ("id int generated always as identity primary key", "id:int pk"),
        ("twice int generated always as (n * 2) stored unique", "twice:int unique"),
        ("note text COMMENT 'unique, not null, references boats'", "note:text"),
        ("kind ENUM('a','b') NOT NULL DEFAULT 'a'", "kind:ENUM('a','b') not-null"),
        ("name varchar(20) character set utf8mb4 collate utf8mb4_bin not null", "name:varchar(20) not-null"),
        ('"Full Name" text', "Full Name:text"),
        ("`order` int", "order:int"),
        ("[Order Id] int NOT NULL", "Order Id:int not-null"),
        ("key TEXT UNIQUE", "key:TEXT unique"),
        ("index INT(11)", "index:INT(11)"),
        ("period int", "period:int"),
        ("family varchar(20)", "family:varchar(20)"),
        ("seen Nullable(DateTime64(3))", "seen:Nullable(DateTime64(3)) null"),
        ("parts ARRAY<STRUCT<a INT64, b STRING>> NOT NULL", "parts:ARRAY<STRUCT<a INT64, b STRING>> not-null"),
        ("loose", "loose:"),
        ("id UUID PK", "id:UUID pk"),
        ("boat UUID FK -> boats.id NOT NULL", "boat:UUID not-null -> boats.id"),
        ("boat UUID FK → boats(id)", "boat:UUID -> boats.id"),
        ("boat UUID FK NOT NULL", "boat:UUID not-null"),
    ],
)
def test_a_column_says_its_type_and_constraints(item: str, expected: str) -> None:
    (column,) = only_table(f"CREATE TABLE t ({item}, CHECK (1 = 1));").columns
    assert told(column) == expected


@pytest.mark.parametrize(
    ("item", "name", "columns", "unique"),
    [
        ("UNIQUE (a, b)", "", ("a", "b"), True),
        ("CONSTRAINT uq_ab UNIQUE (a, b)", "", ("a", "b"), True),
        ("UNIQUE KEY uq_a (a)", "uq_a", ("a",), True),
        ("KEY idx_a (a(10), b DESC)", "idx_a", ("a", "b"), False),
        ("INDEX (a)", "", ("a",), False),
        ("FULLTEXT KEY ft (a)", "ft", ("a",), False),
        ("INDEX ix NONCLUSTERED (a ASC)", "ix", ("a",), False),
        ("INDEX seen a TYPE minmax GRANULARITY 4", "seen", ("a",), False),
    ],
)
def test_an_index_inside_a_table(item: str, name: str, columns: tuple[str, ...], unique: bool) -> None:
    table = only_table(f"CREATE TABLE t (a int, b int, {item});")
    (index,) = table.indexes
    assert (index.name, index.columns, index.unique, index.table) == (name, columns, unique, "t")
    assert [column.name for column in table.columns] == ["a", "b"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("CREATE INDEX ix ON t (a)", ("ix", "t", ("a",), False)),
        ("create unique index concurrently if not exists ix on only s.t using btree (a desc nulls last) include (z)",
         ("ix", "s.t", ("a",), True)),
        ("CREATE INDEX ON t USING gin (to_tsvector('english', title || ' ' || body))",
         ("", "t", ("title", "body"), False)),
        ("CREATE INDEX ix ON t (lower(mail), (data->>'x'), CAST(at AS date), n::text, m AT TIME ZONE 'UTC')",
         ("ix", "t", ("mail", "data", "at", "n", "m"), False)),
        ("CREATE INDEX ix ON t USING hnsw (spot vector_cosine_ops) WITH (m = 16)", ("ix", "t", ("spot",), False)),
        ("CREATE CLUSTERED INDEX [ix] ON [dbo].[T] ([A] ASC)", ("ix", "dbo.T", ("A",), False)),
        ("CREATE INDEX ix ON t (date_trunc('day', at)) WHERE gone IS NULL", ("ix", "t", ("at",), False)),
    ],
)  # fmt: skip
def test_an_index_of_its_own(statement: str, expected: tuple[str, str, tuple[str, ...], bool]) -> None:
    (index,) = read_ddl(f"{statement};", 1).indexes
    assert (index.name, index.table, index.columns, index.unique) == expected


@pytest.mark.parametrize(
    ("code", "primary"),
    [
        ("CREATE TABLE t (a int, b int, PRIMARY KEY (a, b))", ("a", "b")),
        ("CREATE TABLE t (a int, CONSTRAINT pk PRIMARY KEY CLUSTERED (a ASC))", ("a",)),
        ("CREATE TABLE t (a int, b int, c int, PRIMARY KEY ((a, b), c))", ("a", "b", "c")),
        ("CREATE TABLE t (a INT64 NOT NULL) PRIMARY KEY (a), INTERLEAVE IN PARENT p", ("a",)),
        ("CREATE TABLE t (a Int8, b Int8) ENGINE = MergeTree() ORDER BY (a, b)", ("a", "b")),
        ("CREATE TABLE t (a Int8) ENGINE = MergeTree ORDER BY a SETTINGS x = 1", ("a",)),
        ("CREATE TABLE t (a int)", ()),
    ],
)
def test_the_primary_key_of_a_table(code: str, primary: tuple[str, ...]) -> None:
    table = only_table(code)
    assert table.primary_key == primary
    assert tuple(column.name for column in table.columns if column.primary) == primary


def test_positions_are_those_of_the_document() -> None:
    code = (
        "-- boats of the harbour\nCREATE TABLE boats (\n  id int,\n  dock int REFERENCES docks(id)\n);\n"
        "CREATE INDEX ix_dock\n  ON boats (dock);"
    )
    schema = read_ddl(code, 40, 3)
    (table,), (index,) = schema.tables, schema.indexes
    assert (table.line, table.column, table.end_line) == (41, 16, 44)
    assert [(column.line, column.column) for column in table.columns] == [(42, 5), (43, 5)]
    (key,) = table.foreign_keys
    assert (key.columns, key.table, key.referred, key.line, key.column) == (("dock",), "docks", ("id",), 43, 25)
    assert (index.line, index.column) == (45, 16)


def test_keys_at_the_end_of_a_table_are_noted_at_its_columns() -> None:
    table = only_table(
        "CREATE TABLE t (a int, b int, c int, UNIQUE (b), FOREIGN KEY (c) REFERENCES u (id),"
        " CONSTRAINT f FOREIGN KEY (a, b) REFERENCES v (x, y) ON DELETE CASCADE)"
    )
    assert [told(column) for column in table.columns] == ["a:int", "b:int unique", "c:int -> u.id"]
    assert [(key.columns, key.table, key.referred) for key in table.foreign_keys] == [
        (("c",), "u", ("id",)),
        (("a", "b"), "v", ("x", "y")),
    ]


def test_what_alter_table_adds_goes_to_the_table() -> None:
    schema = read_ddl(
        "CREATE TABLE orders (id int, buyer int);\n"
        "ALTER TABLE ONLY public.orders\n"
        "  ADD CONSTRAINT orders_pk PRIMARY KEY (id),\n"
        "  ADD CONSTRAINT f FOREIGN KEY (buyer) REFERENCES buyers (id),\n"
        "  ADD COLUMN IF NOT EXISTS paid boolean NOT NULL,\n"
        "  ADD INDEX ix_paid (paid);\n"
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;\n",
        1,
    )
    (table,) = schema.tables
    assert not table.fragment
    assert table.primary_key == ("id",)
    assert [told(column) for column in table.columns] == [
        "id:int pk",
        "buyer:int -> buyers.id",
        "paid:boolean not-null",
    ]
    assert [index.name for index in table.indexes] == ["ix_paid"]


def test_what_alter_table_adds_to_a_table_elsewhere_is_a_fragment() -> None:
    there = read_ddl("CREATE TABLE boats (id int primary key);", 1)
    here = read_ddl("ALTER TABLE boats ADD COLUMN dock int;", 20)
    assert [table.fragment for table in here.tables] == [True]
    (table,) = join((there, here)).tables
    assert [column.name for column in table.columns] == ["id", "dock"]


@pytest.mark.parametrize(
    "code",
    [
        "CREATE TABLE t (id int, ...);",
        "CREATE TABLE t (\n  id int,\n  -- ... other columns\n);",
        "CREATE TABLE t (id int /* and other fields */);",
        "CREATE TABLE t PARTITION OF u FOR VALUES FROM (1) TO (2);",
        "CREATE TABLE t (id int) INHERITS (u);",
        "CREATE TABLE t AS SELECT * FROM u;",
        "CREATE TABLE t (LIKE u INCLUDING ALL);",
        "CREATE VIRTUAL TABLE t USING fts5(title, body, content='u');",
    ],
)
def test_a_table_that_shows_only_a_part_of_itself_is_elided(code: str) -> None:
    assert only_table(code).elided


@pytest.mark.parametrize(
    "between",
    [
        "CREATE TABLE (;\n",
        "CREATE POLICY own ON boats USING (owner = me());\n",
        "CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN CREATE TABLE no (id int); END $$ LANGUAGE plpgsql;\n",
        "CREATE TYPE mood AS ENUM ('glad', 'sad');\n",
        "INSERT INTO boats VALUES ('a;b', $1);\n",
        "SELECT create_hypertable('boats', 'at');\n",
        "-- it's a comment; CREATE TABLE no (id int);\n",
        "/* CREATE TABLE no (id int); */\n",
        "GO\n",
        "%$§ ((( '\n",
    ],
)
def test_a_statement_that_makes_no_sense_loses_none_of_the_others(between: str) -> None:
    schema = read_ddl(f"CREATE TABLE boats (id int);\n{between}CREATE TABLE docks (id int);", 1)
    assert [table.name for table in schema.tables] == ["boats", "docks"]


def test_a_missing_semicolon_loses_nothing() -> None:
    schema = read_ddl(
        "CREATE TABLE a (id int)\nCREATE INDEX ix ON a (id)\nCREATE TABLE b (id int)\nINSERT INTO b VALUES (1)", 1
    )
    assert [table.name for table in schema.tables] == ["a", "b"]
    assert [index.name for index in schema.indexes] == ["ix"]


def test_a_parenthesis_never_closed_is_a_problem_of_its_own_statement() -> None:
    schema = read_ddl("CREATE TABLE a (\n  id int,\n  name text\n\nCREATE TABLE b (id int);", 10)
    assert [(problem.message, problem.line, problem.column) for problem in schema.problems] == [
        ("this parenthesis is never closed", 10, 16)
    ]
    assert [len(table.columns) for table in schema.tables] == [2, 1]


def test_views_are_named_so_that_indexes_on_them_are_no_mistake() -> None:
    schema = read_ddl("CREATE MATERIALIZED VIEW totals AS SELECT 1;\nCREATE INDEX ix ON totals (day);", 1)
    assert schema.views == ("totals",)
    assert schema.tables == ()


@pytest.mark.parametrize("name", ["public.order_items", '"OrderItem"', "Order Items", "orderItems", "ORDER_ITEM"])
def test_spellings_of_one_table_have_one_key(name: str) -> None:
    assert name_key(name) == name_key("order_items")


@pytest.mark.parametrize(
    ("one", "many"),
    [("category", "categories"), ("address", "addresses"), ("case", "cases"), ("status", "statuses"), ("box", "boxes")],
)
def test_a_plural_has_the_key_of_its_singular(one: str, many: str) -> None:
    assert name_key(one) == name_key(many)


def test_find_table_prefers_the_exact_name() -> None:
    schema = read_ddl("CREATE TABLE user (id int); CREATE TABLE users (id int);", 1)
    table = schema.find_table("users")
    assert table is not None
    assert table.name == "users"


# What is certainly wrong


@pytest.mark.parametrize(
    ("code", "message", "line", "column"),
    [
        ("CREATE TABLE a (id int\n  name text)", 'a comma is missing before "name"', 7, 3),
        (
            "CREATE TABLE a (\n id int DEFAULT 0\n created_at TIMESTAMP\n)",
            'a comma is missing before "created_at"',
            8,
            2,
        ),
        (
            "CREATE TABLE a (id int,\n b int\n FOREIGN KEY (b) REFERENCES c(id))",
            'a comma is missing before "FOREIGN"',
            8,
            2,
        ),
        ("CREATE TABLE a (id int,\n b int\n PRIMARY KEY (id)\n);", 'a comma is missing before "PRIMARY"', 8, 2),
        ("CREATE TABLE a (id int,\n name text,\n);", "a comma stands before the closing bracket", 7, 11),
        ("CREATE TABLE ok (id int);\nCREATE TABLE a (id int", "this parenthesis is never closed", 7, 16),
    ],
)
def test_what_no_dialect_reads_is_a_problem(code: str, message: str, line: int, column: int) -> None:
    (problem,) = read_ddl(code, 6).problems
    assert problem.message == message
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    "code",
    [
        "CREATE TABLE a (id int, ...)",
        "CREATE TABLE a (\n id int,\n -- other columns\n)",
        "CREATE TABLE a (id UUID PK, b FK -> c.id)",
        "CREATE TABLE {name} (id int)",
        "CREATE TABLE a (id int,\n CONSTRAINT fk\n FOREIGN KEY (id)\n REFERENCES b (id)\n ON DELETE CASCADE)",
        "CREATE TABLE a (n varchar(20)\n CHARACTER SET utf8mb4\n COLLATE utf8mb4_bin\n COMMENT 'text')",
        "CREATE TABLE a (at timestamp\n WITH\n TIME ZONE\n NOT NULL\n DEFAULT now()\n CHECK (at > '2020-01-01'::date))",
        "CREATE TABLE a (t int\n GENERATED ALWAYS AS (\n q * p\n ) STORED)",
        "CREATE TABLE a (id int unsigned\n auto_increment\n primary key)",
        "this is no SQL at all",
    ],
)
def test_sketches_and_clauses_on_lines_of_their_own_are_no_problem(code: str) -> None:
    assert read_ddl(code, 1).problems == ()


@pytest.mark.parametrize(
    ("code", "column", "default", "values"),
    [
        ("CREATE TABLE a (s text DEFAULT 'x' CHECK (s IN ('x', 'y')))", "s", "x", ("x", "y")),
        ("CREATE TABLE a (s text NOT NULL, CONSTRAINT c CHECK ((s IN ('x', 'y'))))", "s", None, ("x", "y")),
        (
            "CREATE TABLE a (s text DEFAULT 'x'::text CHECK (s = ANY (ARRAY['x'::text, 'y'::text])))",
            "s",
            "x",
            ("x", "y"),
        ),
        ("CREATE TABLE a (s ENUM('x','y') NOT NULL DEFAULT 'y')", "s", "y", ("x", "y")),
        ("CREATE TABLE a (n int DEFAULT 0, CHECK (n > 0))", "n", "0", ()),
        ("CREATE TABLE a (at timestamp DEFAULT now())", "at", None, ()),
        ("CREATE TABLE a (s text DEFAULT NULL)", "s", None, ()),
        ("CREATE TABLE a (b boolean DEFAULT FALSE)", "b", "FALSE", ()),
    ],
)
def test_defaults_and_values_of_a_column(code: str, column: str, default: str | None, values: tuple[str, ...]) -> None:
    found = only_table(code).find_column(column)
    assert found is not None
    assert (found.default, found.values) == (default, values)


def test_a_column_that_is_listed_twice_is_kept_apart() -> None:
    table = only_table("CREATE TABLE a (id int, n text, N int)")
    assert [column.name for column in table.columns] == ["id", "n"]
    assert [column.name for column in table.repeats] == ["N"]


# Hostile text

SIZE = 100_000


@pytest.mark.parametrize(
    "unit",
    ["(", "(a ", "CREATE TABLE a (", "CREATE TABLE a (id int);", "'", "$a$", "/*", "--\n", "`", "[a ", "a int,",
     "ARRAY<", "CREATE INDEX a ON b (", "REFERENCES a(", "UNIQUE (", "CREATE\n", " ", "\n"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", "CREATE TABLE a ("])
def test_hostile_sql_takes_no_time(unit: str, head: str) -> None:
    code = head + unit * (SIZE // len(unit))
    start = time.process_time()
    read_schema(code, "sql", 1)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "default",
    ["(" * 3000 + ")" * 3000, "-" * 9000 + "1", "NOT " * 3000 + "1", "x[" * 3000, "CASE WHEN " * 1500, "f(" * 59],
)
def test_hostile_sql_is_judged_in_time(default: str) -> None:
    code = f"CREATE TABLE a (x int DEFAULT {default});\n" * 40
    start = time.process_time()
    read_ddl(code, 1)
    assert time.process_time() - start < 4
