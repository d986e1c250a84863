"""Files in, reports out: which files are checked, in which order, and what went wrong with which."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from speclint.config import AUTO, Chain, Configs
from speclint.config import Settings as Settings
from speclint.detect import detect
from speclint.document.source import Source, decode
from speclint.document.vocabulary import Vocabulary
from speclint.errors import SpeclintError
from speclint.facts.fact import Facts, Files
from speclint.facts.status import stage
from speclint.linter import lint, plural, read, report, rule_url
from speclint.near import nearest
from speclint.report import SEVERITIES, FileReport, Problem, RuleInfo, RunReport, Severity, Skipped
from speclint.rule import Profile, Rule, Ruleset, chosen
from speclint.ruleset import load_profile, load_ruleset, load_vocabulary
from speclint.shape import fit
from speclint.textfile import shown_path
from speclint.version import __version__

SUFFIXES = (".md", ".markdown")
STDIN = "-"
UNNAMED = "stdin.md"
"""What standard input is called where no name is given."""
_NEVER = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".nox"})


class Project:
    """The rules and words that files of the same settings are judged with, loaded once."""

    def __init__(
        self, settings: Settings, ruleset: Ruleset | None = None, vocabulary: Vocabulary | None = None
    ) -> None:
        self.settings = settings
        self.ruleset: Ruleset = ruleset or load_ruleset(settings.rules_dirs, settings.options)
        self.vocabulary: Vocabulary = vocabulary or load_vocabulary(settings.words)
        self.asked = self._asked()
        self.severities = self._severities()

    def profile(self, facts: Facts) -> tuple[Profile | None, str]:
        """The profile that a document gets, and why.

        One that the command line or an override asks for is that of every document; one that a config asks for in
        general is that of every spec whose front matter names no other.
        """
        if self.asked is not None and self.settings.forced:
            return self.asked, self._why()
        found = detect(facts, self.ruleset.profiles)
        if self.asked is not None and found.profile is not None and not found.named:
            return self.asked, self._why()
        return found.profile, found.reason

    def _why(self) -> str:
        origin = self.settings.origins.get(("profile",))
        return f"as {origin} says" if origin and origin.path else "as asked for by --profile"

    def _asked(self) -> Profile | None:
        if self.settings.profile == AUTO:
            return None
        if self.settings.profile_file is None:
            return self.named(self.settings.profile)
        profile = load_profile(self.settings.profile_file)
        self.ruleset = replace(self.ruleset, profiles={**self.ruleset.profiles, profile.id: profile})
        return profile

    def named(self, name: str) -> Profile:
        """A profile by its name. Raises SpeclintError where there is none."""
        if name not in self.ruleset.profiles:
            raise SpeclintError(f"unknown profile {name!r}{nearest(name, self.ruleset.profiles)}")
        return self.ruleset.profiles[name]

    def rules(self, profile: Profile) -> tuple[Rule, ...]:
        """The rules to run for a profile, after `select` and `ignore`.

        A rule that is off by default is run where it is selected, or named with a severity.
        """
        rules = self.ruleset.for_profile(profile)
        settings = self.settings
        if settings.select:
            rules = tuple(rule for rule in rules if chosen(rule, settings.select))
        else:
            rules = tuple(rule for rule in rules if rule.active or rule.id in settings.severities)
        return tuple(rule for rule in rules if not chosen(rule, settings.ignore))

    def softened(self, status: str) -> dict[str, Severity]:
        """The severities of findings in a document of a status, where these are others.

        A rule that is named gets the severity that is given to it; a pattern, an item or a topic makes none graver.
        """
        found: dict[str, Severity] = {}
        for name, severity in self.settings.statuses.get(status, {}).items():
            for rule in self.ruleset.rules.values():
                if chosen(rule, (name,)):
                    usual = self.severities.get(rule.id, rule.severity)
                    found[rule.id] = severity if name == rule.id else max(usual, severity, key=SEVERITIES.index)
        return {id_: each for id_, each in found.items() if each != self._usual(id_)}

    def _usual(self, rule: str) -> Severity:
        return self.severities.get(rule, self.ruleset.rules[rule].severity)

    def _severities(self) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for name, severity in self.settings.severities.items():
            for rule in self.ruleset.rules.values():
                if chosen(rule, (name,)):
                    found[rule.id] = severity
        return found


class _Projects:
    """The projects of a run, one for each settings; those of equal rules or words share them."""

    def __init__(self) -> None:
        self._projects: dict[int, Project | SpeclintError] = {}
        self._rulesets: dict[str, Ruleset] = {}
        self._vocabularies: dict[tuple[int, ...], Vocabulary] = {}

    def of(self, settings: Settings) -> Project:
        """The project of some settings. Raises SpeclintError where its rules or words are wrong."""
        if id(settings) not in self._projects:
            try:
                self._projects[id(settings)] = self._made(settings)
            except SpeclintError as error:
                self._projects[id(settings)] = error
        project = self._projects[id(settings)]
        if isinstance(project, SpeclintError):
            raise project
        return project

    def _made(self, settings: Settings) -> Project:
        rules = repr((settings.rules_dirs, settings.options))
        words = tuple(map(id, settings.words))
        if rules not in self._rulesets:
            self._rulesets[rules] = load_ruleset(settings.rules_dirs, settings.options)
        if words not in self._vocabularies:
            self._vocabularies[words] = load_vocabulary(settings.words)
        return Project(settings, self._rulesets[rules], self._vocabularies[words])


def run(paths: Sequence[str], settings: Settings | Configs, stdin: bytes = b"", stdin_filename: str = "") -> RunReport:
    """Checks files and folders. What cannot be read is a problem of its own; the rest is checked all the same.

    Without paths, what the config includes is checked, else `docs/specs`, else the working directory. Raises
    SpeclintError where nothing can be checked at all: an unknown profile or rule on the command line.
    """
    configs = settings if isinstance(settings, Configs) else Configs.fixed(settings)
    configs.check_command_line(paths)
    projects = _Projects()
    files: list[tuple[FileReport, Project]] = []
    skipped: list[Skipped] = []
    troubles: dict[Problem, None] = {}
    for found in discover(paths or included(configs), configs, stdin_filename):
        path = found.path
        if found.skipped:
            skipped.append(Skipped(path, found.skipped))
            continue
        try:
            if found.trouble:
                raise SpeclintError(found.trouble, path)
            named = stdin_filename if path == STDIN else path
            project = projects.of(configs.settings(named or UNNAMED))
            source = decode(stdin, named or UNNAMED) if path == STDIN else open_source(path)
            outcome = check(source, project, Neighbours(named) if named else None)
        except SpeclintError as error:
            troubles |= {Problem(each.path or path, each.message): None for each in error.each}
            continue
        except Exception as error:  # a bug: the other files are still checked
            troubles[Problem(path, _bug(error))] = None
            continue
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            files.append((outcome, project))
    used = {rule.id: rule for file, project in files for rule in project.rules(project.named(file.profile))}
    return RunReport(
        tuple(sorted((file for file, _ in files), key=lambda each: each.path)),
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
    fitted = fit(facts, profile)
    profile = fitted.profile
    reason = "; ".join(filter(None, (reason, fitted.reason)))
    status = stage(facts) if project.settings.statuses else ""
    softened = project.softened(status)
    verdict = lint(facts, profile, project.rules(profile), project.severities, softened)
    count = sum(finding.rule in softened for finding in verdict.findings)
    chosen_ = f"{reason}; status {status}: {count} finding(s) weighed anew" if count else reason
    return report(source.path, profile, plural(chosen_), verdict, facts.document, project.settings.fail_on)


def _bug(error: Exception) -> str:
    """What is said of a bug: where it is, and what to do."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).stem}:{frame.lineno}"
    return f"internal error at {place} ({type(error).__name__}: {error}); please report it with this file"


def _info(rule: Rule) -> RuleInfo:
    return RuleInfo(
        rule.id, rule.summary, rule.why, rule.help, rule.severity, rule.items,
        ("speclint",), rule_url(rule.id),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be checked; or what is wrong with it, or why it is skipped."""

    path: str
    trouble: str = ""
    skipped: str = ""


def discover(paths: Sequence[str], configs: Configs, stdin_filename: str = "") -> Iterator[Found]:
    """The Markdown files of some paths, no file twice.

    A folder is searched for Markdown, `.gitignore` and the configs' `exclude` honoured; a file given by name is
    taken whatever its ending, and skipped where a config excludes it.
    """
    seen: set[str] = set()
    for path in paths:
        for found in (_stdin(stdin_filename, configs),) if path == STDIN else _expand(path, configs):
            key = STDIN if path == STDIN else os.path.realpath(found.path)
            if key not in seen:
                seen.add(key)
                yield found


def _stdin(name: str, configs: Configs) -> Found:
    return Found(STDIN) if not name or not (why := _excluded(name, configs)) else Found(name, skipped=why)


def _excluded(path: str, configs: Configs) -> str:
    """Why a path is skipped, or an empty text; where its config is wrong, that is said when it is judged."""
    try:
        origin = configs.excluded(path)
    except SpeclintError:
        return ""
    return f"excluded by config ({origin})" if origin else ""


def _expand(path: str, configs: Configs) -> Iterator[Found]:
    shown = path.replace(os.sep, "/")
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        text = "is a dangling symbolic link" if os.path.islink(path) else (error.strerror or "cannot be opened").lower()
        yield Found(shown, text)
        return
    except ValueError:
        yield Found(shown, "is no path")
        return
    if why := _excluded(path.rstrip("/") + "/" if stat.S_ISDIR(mode) else path, configs):
        yield Found(shown, skipped=why)
    elif stat.S_ISDIR(mode):
        yield from _expand_folder(path, shown, configs)
    else:
        yield Found(shown, "" if stat.S_ISREG(mode) else "not a regular file")


def _expand_folder(folder: str, shown: str, configs: Configs) -> Iterator[Found]:
    excluded: list[str] = []
    found = sorted(_walk(folder, configs, excluded))
    yield from map(Found, found)
    if not found and excluded:
        yield Found(shown, skipped=f"all its Markdown is {excluded[0]}")
    elif not found:
        yield Found(shown, "holds no Markdown files")


def _walk(folder: str, configs: Configs, excluded: list[str]) -> Iterator[str]:
    """The Markdown files of a folder; why others are excluded is added to `excluded`."""
    ignored = _Ignores(folder)

    def taken(path: str) -> bool:
        if ignored.matches(path):
            return False
        if why := _excluded(path, configs):
            excluded.append(why)
        return not why

    for base, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name not in _NEVER and taken(os.path.join(base, name) + "/")
        )
        for name in names:
            path = os.path.join(base, name)
            if name.lower().endswith(SUFFIXES) and os.path.isfile(path) and taken(path):
                yield _shown(path)


_GLOB = re.compile(r"[*?\[]")


def included(configs: Configs) -> tuple[str, ...]:
    """What is checked where no paths are given. Raises SpeclintError where a pattern of `include` matches nothing."""
    include = configs.include()
    if include is None:
        return ("docs/specs",) if os.path.isdir("docs/specs") else (".",)
    return tuple(path for given, start, chain in include for path in _included(given, start, chain, configs))


def _included(given: str, start: Path, chain: Chain, configs: Configs) -> Iterator[str]:
    """The files that an entry of `include` means; `start` is the folder that its fixed part leads to."""
    from pathspec import GitIgnoreSpec

    if not _GLOB.search(given):
        yield shown_path(start)
        return
    spec = GitIgnoreSpec.from_lines([given])
    files = [_shown(path) for path in sorted(_walk(shown_path(start), configs, []))]
    found = [path for path in files if spec.match_file(chain.relative(path) or "")]
    if not found:
        raise SpeclintError(f"include: {given!r} matches no Markdown file", chain.files[-1].shown)
    yield from found


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
