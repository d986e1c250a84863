"""Stored data in JavaScript and TypeScript, whatever library keeps it."""

from speclint.facts.schema.code import Code
from speclint.facts.schema.model import Schema
from speclint.facts.schema.orm import browser, convex, drizzle, knex, mongo, sequelize, typescript
from speclint.facts.schema.source import SchemaDraft

_LIBRARIES = (typescript.read, drizzle.read, sequelize.read, mongo.read, knex.read, convex.read, browser.read)


def read(code: Code) -> Schema:
    """The entities, tables, collections and typed models of JavaScript or TypeScript."""
    draft = SchemaDraft(code.source)
    for read_library in _LIBRARIES:
        read_library(code, draft)
    return draft.finish()
