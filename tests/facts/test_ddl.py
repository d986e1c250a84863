"""SQL DDL: every dialect, sketches and broken text, with exact positions."""

import subprocess
import sys
import time

import pytest

from speclint.facts.schema import read_schema
from speclint.facts.schema.ddl import read_ddl
from speclint.facts.schema.ddl_check import check_ddl
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


# The opinion of sqlglot

STATEMENTS = [
    ("postgres", "CREATE TABLE a (id serial PRIMARY KEY, m varchar(80) NOT NULL UNIQUE, at timestamptz DEFAULT now())"),
    (
        "postgres",
        "CREATE TABLE b (id int, a_id int REFERENCES a (id) ON DELETE CASCADE, PRIMARY KEY (id), UNIQUE (id))",
    ),
    ("postgres", "CREATE TABLE f (a int, b numeric(10, 2), c text[], FOREIGN KEY (a, b) REFERENCES g (x, y))"),
    (
        "postgres",
        "create table if not exists s.h (id uuid default gen_random_uuid() primary key, j jsonb default '{}')",
    ),
    (
        "mysql",
        "CREATE TABLE `c` (`id` bigint unsigned NOT NULL AUTO_INCREMENT, `n` text, PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ),
    ("tsql", "CREATE TABLE [d] ([Id] INT IDENTITY(1,1) NOT NULL, [E] NVARCHAR(MAX) NULL)"),
    ("sqlite", "CREATE TABLE e (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT CHECK (length(body) > 0))"),
    ("bigquery", "CREATE TABLE i (id INT64 NOT NULL, p STRUCT<a INT64, b STRING>) PARTITION BY DATE(t)"),
]


@pytest.mark.parametrize(("dialect", "statement"), STATEMENTS)
def test_tables_are_read_as_sqlglot_reads_them(dialect: str, statement: str) -> None:
    from sqlglot import exp, parse_one

    items = parse_one(statement, dialect=dialect).this.expressions
    columns = [item for item in items if isinstance(item, exp.ColumnDef)]
    keys = [column.name for column in columns if column.find(exp.PrimaryKeyColumnConstraint)]
    keys += [name.name for item in items if isinstance(item, exp.PrimaryKey) for name in item.expressions]
    table = only_table(statement)
    assert [column.name for column in table.columns] == [column.name for column in columns]
    assert list(table.primary_key) == keys
    assert check_ddl(statement, 1) == ()


@pytest.mark.parametrize(
    ("code", "word", "line", "column"),
    [
        ("CREATE TABLE a (id int\n  name text)", "name", 7, 3),
        ("CREATE TABLE ok (id int);\nCREATE TABLE a (id int\n  primry key)", "primry", 8, 3),
        ("CREATE TABLE a (b int reference y(id))", "reference", 6, 23),
    ],
)
def test_a_statement_that_no_dialect_parses_is_a_problem(code: str, word: str, line: int, column: int) -> None:
    (problem,) = check_ddl(code, 6)
    assert problem.message == f'no SQL dialect can read "{word}" here'
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    "code",
    [
        "CREATE TABLE a (id int, ...)",
        "CREATE TABLE a (id UUID PK, b FK -> c.id)",
        "CREATE TABLE {name} (id int)",
        "this is no SQL at all",
    ],
)
def test_sketches_are_not_judged(code: str) -> None:
    assert check_ddl(code, 1) == ()


def test_nothing_loads_sqlglot_before_it_is_asked() -> None:
    program = (
        "import sys; from speclint.facts.schema import read_schema;"
        "assert read_schema('CREATE TABLE a (id int)', 'sql', 1).tables;"
        "assert 'sqlglot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


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
    check_ddl(code, 1)
    assert time.process_time() - start < 4
