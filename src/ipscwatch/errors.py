"""Every error the program raises on purpose.

    IpscwatchError
    x UsageError                         what was asked for cannot be: an unknown id, a bad option   exit 2
      x ConfigError(problems)            every problem of the configuration, with file and line      exit 2
    x SourceError(source_id)             one source; the run goes on                                 exit 1
      + FetchError                       no usable answer came
        + BlockedError                   the answer was a refusal or a challenge page
      + ReadError                        the answer could not be read
        + NothingFoundError              a page that used to have entries has none
    x DeliveryError(channel_id)          one delivery; retried unless permanent                      exit 1
    x StoreError                         the run stops                                               exit 3
      + SchemaError                      the database is not ours, or newer than this program
      + CorruptError                     the database is damaged

Foreign exceptions are translated once, in the room that holds the door they came through, with
``raise … from e``. Only ``service`` and ``cli`` catch. A message says whose, what and what to do; it
never holds a body or a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class IpscwatchError(Exception):
    """The root of all errors this program raises on purpose."""

    exit_code: ClassVar[int] = 1


class UsageError(IpscwatchError):
    """What was asked for cannot be done as asked: an unknown id, a bad value, a missing folder."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a configuration file: where it is, and one sentence that says the fix."""

    path: str
    line: int | None
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """Return the problem as ``config/terms.toml:12: message``, the form editors can jump to."""
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class ConfigError(UsageError):
    """The configuration has problems; all of them are listed, one a line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class SourceError(IpscwatchError):
    """One source could not be polled; `transient` says whether an early retry makes sense."""

    def __init__(self, source_id: str, message: str, *, transient: bool = True) -> None:
        self.source_id = source_id
        self.transient = transient
        super().__init__(message)


class FetchError(SourceError):
    """No usable answer came: refused by our own gate, unreachable, too slow, too large, or an error status."""

    def __init__(
        self,
        source_id: str,
        message: str,
        *,
        transient: bool = True,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.status = status
        self.retry_after = retry_after
        """Seconds the server asked us to wait (RFC 9110, 10.2.3), if it did."""
        super().__init__(source_id, message, transient=transient)


class BlockedError(FetchError):
    """The server refused us (401, 403) or answered with a challenge, consent or login page."""


class ReadError(SourceError):
    """An answer came, but it is not what the source's kind can read."""


class NothingFoundError(ReadError):
    """A page that used to hold entries holds none: its layout changed, or it shows something else."""


class DeliveryError(IpscwatchError):
    """A message was not accepted; `permanent` means that sending it again cannot help."""

    def __init__(
        self, channel_id: str, message: str, *, permanent: bool = False, retry_after: float | None = None
    ) -> None:
        self.channel_id = channel_id
        self.permanent = permanent
        self.retry_after = retry_after
        """Seconds the receiver asked us to wait, if it did."""
        super().__init__(message)


class StoreError(IpscwatchError):
    """The database cannot be used; the run stops."""

    exit_code = 3


class SchemaError(StoreError):
    """The database belongs to another program, or to a newer version of this one."""


class CorruptError(StoreError):
    """The database is damaged; the message names the file and the way back."""
