"""Writes `rules/compiled.json`, the checked data of all built-in YAML files: run it when a test says it is stale."""

from speclint.ruleset import COMPILED, compile_builtin, rules_dir

if __name__ == "__main__":
    (rules_dir() / COMPILED).write_text(compile_builtin(rules_dir()), "utf-8")
