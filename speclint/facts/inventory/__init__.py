"""Reads what lists of dependencies name: items, labelled lines, tables, manifests and sentences."""
