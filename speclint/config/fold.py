"""The settings that layers make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from speclint.config.layer import Layer, is_file_name, words_of
from speclint.config.settings import AUTO, Origin, Settings


def fold(layers: Iterable[Layer]) -> Settings:
    """The settings that layers make, later ones first in rank."""
    made = _Fold()
    for layer in layers:
        made.add(layer)
    return made.settings()


class _Fold:
    """Settings in the making."""

    def __init__(self) -> None:
        self.plain: dict[str, Any] = {}
        self.lists: dict[str, list[Any]] = {"select": [], "ignore": [], "rules-dirs": [], "vocabulary": []}
        self.tables: dict[str, dict[str, Any]] = {"severity": {}, "options": {}, "status-severity": {}}
        self.origins: dict[tuple[str, ...], Origin] = {}

    def add(self, layer: Layer) -> None:
        """What one layer says: it replaces, adds or merges, as `docs/configuration.md` tells of each key."""
        data = layer.data
        if "fail-on" in data:
            self.plain["fail-on"] = data["fail-on"]
            self.origins["fail-on",] = layer.origin("fail-on")
        if "profile" in data:
            self._profile(layer)
        if "select" in data:
            self.lists["select"], self.lists["ignore"] = [], []
            self.origins = {key: value for key, value in self.origins.items() if key[0] not in ("select", "ignore")}
        for key, found in self.lists.items():
            for at, value in enumerate(data.get(key, ())):
                found.append(self._value(layer, key, at, value))
                origin = layer.origin(key, at)
                self.origins[key, value if isinstance(value, str) else f"inline ({origin})"] = origin
        for key, table in self.tables.items():
            for name, value in data.get(key, {}).items():
                self._merge(table, layer, key, name, value)

    def _profile(self, layer: Layer) -> None:
        name = layer.data["profile"]
        self.plain["profile"] = name
        self.plain["file"] = layer.path(name, "profile") if is_file_name(name) else None
        self.plain["forced"] = not layer.file or "files" in layer.data
        self.origins["profile",] = layer.origin("profile")

    def _value(self, layer: Layer, key: str, at: int, value: Any) -> Any:
        if key == "rules-dirs":
            return layer.path(value, key, at)
        return words_of(layer, at, value) if key == "vocabulary" else value

    def _merge(self, table: dict[str, Any], layer: Layer, key: str, name: str, value: Any) -> None:
        if isinstance(value, Mapping):
            inner = dict(table.pop(name, {}))
            for each, one in value.items():
                inner.pop(each, None)
                inner[each] = one
                self.origins[key, name, each] = layer.origin(key, name, each)
            table[name] = inner
        else:
            table.pop(name, None)
            table[name] = value
            self.origins[key, name] = layer.origin(key, name)

    def settings(self) -> Settings:
        """What has been added."""
        return Settings(
            self.plain.get("profile", AUTO),
            tuple(self.lists["select"]),
            tuple(self.lists["ignore"]),
            self.tables["severity"],
            tuple(self.lists["rules-dirs"]),
            self.plain.get("fail-on", "error"),
            self.tables["options"],
            tuple(self.lists["vocabulary"]),
            self.tables["status-severity"],
            self.plain.get("forced", True),
            self.plain.get("file"),
            self.origins,
        )
