"""What the tool raises when it cannot do what was asked."""

from collections.abc import Iterable


class SpeclintError(Exception):
    """The tool could not do what was asked: exit code 2.

    `str(error)` is one sentence that names the file (and line and key, where there are any) and the cure.
    """

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    @property
    def each(self) -> tuple["SpeclintError", ...]:
        """What is wrong, one by one."""
        return (self,)


_MOST = 20


class CompoundError(SpeclintError):
    """Several things that are wrong at once; of more than twenty, the others are only counted."""

    def __init__(self, errors: Iterable[SpeclintError]) -> None:
        found = tuple({(error.path, error.message): error for error in errors}.values())
        super().__init__(found[0].message, found[0].path)
        rest = len(found) - _MOST
        more = (SpeclintError(f"… and {rest} more errors", found[0].path),) if rest > 0 else ()
        self._each = (*found[:_MOST], *more)

    @property
    def each(self) -> tuple[SpeclintError, ...]:
        """What is wrong, one by one, in order."""
        return self._each
