"""Short texts by which people write schemas in prose, lists and table cells."""

from speclint.facts.schema.notation.constraints import Constraints, read_constraints
from speclint.facts.schema.notation.index import read_index
from speclint.facts.schema.notation.relations import read_relations

__all__ = ["Constraints", "read_constraints", "read_index", "read_relations"]
