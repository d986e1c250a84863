"""What the tool raises when it cannot do what was asked."""


class SpeclintError(Exception):
    """The tool could not do what was asked: exit code 2.

    `str(error)` is one sentence that names the file (and line and key, where there are any) and the cure.
    """

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
