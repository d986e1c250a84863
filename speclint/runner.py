"""Files in, reports out: which files are checked, in which order, and what went wrong with which."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from speclint.detect import detect
from speclint.document.source import Source, decode
from speclint.document.vocabulary import Vocabulary
from speclint.errors import SpeclintError
from speclint.facts.fact import Facts, Files
from speclint.linter import lint, read, report, rule_url
from speclint.report import FileReport, Problem, RuleInfo, RunReport, Severity, Skipped
from speclint.rule import Profile, Rule, Ruleset
from speclint.ruleset import load_ruleset, load_vocabulary
from speclint.version import __version__

SUFFIXES = (".md", ".markdown")
STDIN = "-"
UNNAMED = "stdin.md"
"""What standard input is called where no name is given."""
_NEVER = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".nox"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for beside its paths."""

    profile: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules_dirs: tuple[Path, ...] = ()
    stdin_filename: str = ""


class Project:
    """The rules and words that a run uses, loaded once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ruleset: Ruleset = load_ruleset(settings.rules_dirs)
        self.vocabulary: Vocabulary = load_vocabulary()
        self.severities = self._severities()

    def profile(self, facts: Facts) -> tuple[Profile | None, str]:
        """The profile that a document gets, and why."""
        name = self.settings.profile
        if name != "auto":
            return self.named(name), "as asked for by --profile"
        found = detect(facts, self.ruleset.profiles)
        return found.profile, found.reason

    def named(self, name: str) -> Profile:
        """A profile by its name. Raises SpeclintError where there is none."""
        if name not in self.ruleset.profiles:
            raise SpeclintError(f"unknown profile {name!r}{nearest(name, self.ruleset.profiles)}")
        return self.ruleset.profiles[name]

    def rules(self, profile: Profile) -> tuple[Rule, ...]:
        """The rules to run for a profile, after `select` and `ignore`."""
        rules = self.ruleset.for_profile(profile)
        settings = self.settings
        if settings.select:
            rules = tuple(rule for rule in rules if _chosen(rule, settings.select))
        return tuple(rule for rule in rules if not _chosen(rule, settings.ignore))

    def _severities(self) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for name, severity in self.settings.severities.items():
            for rule in self.ruleset.rules.values():
                if _chosen(rule, (name,)):
                    found[rule.id] = severity
        return found


def _chosen(rule: Rule, patterns: Iterable[str]) -> bool:
    from fnmatch import fnmatchcase

    return any(fnmatchcase(rule.id, pattern) or pattern in rule.items for pattern in patterns)


def nearest(word: str, words: Iterable[str]) -> str:
    """` (did you mean "x"?)` where some word is near, else the words there are."""
    from difflib import get_close_matches

    names = sorted(words)
    near = get_close_matches(word, names, 1, 0.5)
    return f" (did you mean {near[0]!r}?)" if near else f" (one of {', '.join(names)})" if len(names) < 12 else ""


def run(paths: Sequence[str], settings: Settings, stdin: bytes = b"") -> RunReport:
    """Checks files and folders. What cannot be read is a problem of its own; the rest is checked all the same.

    Raises SpeclintError where nothing can be checked at all: bad rules, an unknown profile or rule.
    """
    project = Project(settings)
    if settings.profile != "auto":
        project.named(settings.profile)
    _known(settings, project.ruleset)
    files: list[FileReport] = []
    skipped: list[Skipped] = []
    troubles: list[Problem] = []
    for path, trouble in discover(paths):
        try:
            if trouble:
                raise SpeclintError(trouble, path)
            named = settings.stdin_filename if path == STDIN else path
            source = decode(stdin, named or UNNAMED) if path == STDIN else open_source(path)
            outcome = check(source, project, Neighbours(named) if named else None)
        except SpeclintError as error:
            troubles.append(Problem(error.path or path, error.message))
            continue
        except Exception as error:  # a bug: the other files are still checked
            troubles.append(Problem(path, _bug(error)))
            continue
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            files.append(outcome)
    used = {rule.id: rule for file in files for rule in project.rules(project.named(file.profile))}
    return RunReport(
        tuple(sorted(files, key=lambda each: each.path)),
        tuple(sorted(skipped, key=lambda each: each.path)),
        tuple(troubles),
        tuple(_info(used[id_]) for id_ in sorted(used)),
        __version__,
    )


def check(source: Source, project: Project, files: Files | None = None) -> FileReport | Skipped:
    """One document: judged, or skipped as no spec; links to other files only where `files` may be asked."""
    facts = read(source, project.vocabulary, files)
    profile, reason = project.profile(facts)
    if profile is None:
        return Skipped(source.path, reason)
    verdict = lint(facts, profile, project.rules(profile), project.severities)
    return report(source.path, profile, reason, verdict, facts.document)


def _bug(error: Exception) -> str:
    """What is said of a bug: where it is, and what to do."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).stem}:{frame.lineno}"
    return f"internal error at {place} ({type(error).__name__}: {error}); please report it with this file"


def _known(settings: Settings, ruleset: Ruleset) -> None:
    """Every rule that an option names must exist."""
    names = (*settings.select, *settings.ignore, *settings.severities)
    items = {item.id for profile in ruleset.profiles.values() for item in profile.checklist}
    for name in names:
        if not any(_chosen(rule, (name,)) for rule in ruleset.rules.values()) and name not in items:
            raise SpeclintError(
                f"no rule or checklist item is called {name!r}{nearest(name, {*ruleset.rules, *items})}"
            )


def _info(rule: Rule) -> RuleInfo:
    return RuleInfo(
        rule.id, rule.summary, rule.why, rule.help, rule.severity, rule.items,
        ("speclint",), rule_url(rule.id),
    )  # fmt: skip


def discover(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The Markdown files of some paths, each with what is wrong with it or an empty text; no file twice.

    A folder is searched for Markdown, `.gitignore` honoured; a file given by name is taken whatever its ending.
    """
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            yield STDIN, ""
            continue
        for found, trouble in _expand(path):
            key = os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found, trouble


def _expand(path: str) -> Iterator[tuple[str, str]]:
    shown = path.replace(os.sep, "/")
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        text = "is a dangling symbolic link" if os.path.islink(path) else (error.strerror or "cannot be opened").lower()
        yield shown, text
        return
    except ValueError:
        yield shown, "is no path"
        return
    if stat.S_ISDIR(mode):
        found = sorted(_walk(path))
        yield from ((name, "") for name in found)
        if not found:
            yield shown, "holds no Markdown files"
    else:
        yield shown, "" if stat.S_ISREG(mode) else "not a regular file"


def _walk(folder: str) -> Iterator[str]:
    ignored = _Ignores(folder)
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name not in _NEVER and not ignored.matches(os.path.join(base, name) + "/")
        )
        for name in names:
            path = os.path.join(base, name)
            if name.lower().endswith(SUFFIXES) and os.path.isfile(path) and not ignored.matches(path):
                yield _shown(path)


def _shown(path: str) -> str:
    path = path.replace(os.sep, "/")
    return path[2:] if path.startswith("./") and not path.startswith("./-") else path


class _Ignores:
    """The `.gitignore` files that apply to a folder: those in it and below, and above up to the repository's root."""

    def __init__(self, folder: str) -> None:
        self.root = self._root(Path(folder).resolve())

    @staticmethod
    def _root(folder: Path) -> Path:
        for above in (folder, *folder.parents):
            if (above / ".git").exists():
                return above
        return folder

    def matches(self, path: str) -> bool:
        """Whether some `.gitignore` from the root down to the file's folder ignores the path."""
        full = os.path.abspath(path)
        name = full + "/" if path.endswith("/") else full
        base = Path(full).parent
        folders = [base, *base.parents]
        verdict = False
        for folder in reversed(folders):
            if folder == self.root or self.root in folder.parents:
                spec = _ignore_spec(str(folder))
                if spec is not None:
                    result = spec.check_file(os.path.relpath(full, folder).replace(os.sep, "/") + name[len(full) :])
                    verdict = verdict if result.include is None else bool(result.include)
        return verdict


@cache
def _ignore_spec(folder: str):  # type: ignore[no-untyped-def]
    from pathspec import GitIgnoreSpec

    try:
        lines = (Path(folder) / ".gitignore").read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    return GitIgnoreSpec.from_lines(lines)


def open_source(path: str) -> Source:
    """The source of a file. Raises SpeclintError where it cannot be read or is not UTF-8."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise SpeclintError((error.strerror or "cannot be read").lower(), path) from None
    return decode(data, path)


class Neighbours:
    """The files beside a document: what its links lead to. Nothing outside the project's root is looked at."""

    def __init__(self, path: str) -> None:
        self.folder = Path(path).parent
        self._root: Path | None = None

    @property
    def root(self) -> Path:
        """The repository's root, else the folder that the tool was started in."""
        if self._root is None:
            start = self.folder.resolve()
            found = next((above for above in (start, *start.parents) if (above / ".git").exists()), None)
            here = Path.cwd()
            self._root = found or (here if here in (start, *start.parents) else start)
        return self._root

    def _resolve(self, target: str) -> Path | None:
        try:
            base = self.root if target.startswith("/") else self.folder
            path = (base / target.lstrip("/")).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        return path if path == self.root or self.root in path.parents else None

    def exists(self, target: str) -> bool | None:
        """Whether a relative path leads to a file or folder; None where it leads out of the project."""
        path = self._resolve(target)
        if path is None:
            return None
        try:
            return path.exists()
        except OSError:
            return False

    def anchors(self, target: str) -> frozenset[str] | None:
        """The anchors of a Markdown file of the project; None where it is none or cannot be read."""
        path = self._resolve(target)
        if path is None or path.suffix.lower() not in SUFFIXES:
            return None
        return _anchors(str(path))


@cache
def _anchors(path: str) -> frozenset[str] | None:
    from speclint.document.parse import parse
    from speclint.facts.anchor import anchors

    try:
        return anchors(parse(open_source(path)))
    except (SpeclintError, OSError):
        return None
