"""What the command line turns into an exit code.

* CommuniqueError      says what is wrong and what to do; exit 1
  * UsageError         exit 2
  * ConfigError        every mistake with its place; exit 4 (see bot.settings.problems)
  * StartError         the reading processes cannot start (see bot.process)
  * StoreError         the database cannot be used
    * UnwritableError  not now: no space, read-only, locked, damaged; whatever needs it rests a while
    * LockedError      another service has it; names the pid
    * NewerSchemaError written by a newer version
"""


class CommuniqueError(Exception):
    """Shown to the person at the command line without a traceback."""

    exit_code = 1


class UsageError(CommuniqueError):
    """The command was called wrongly."""

    exit_code = 2


class StoreError(CommuniqueError):
    """The database cannot be used."""


class UnwritableError(StoreError):
    """Nothing can be written, whoever tries: no space is left, the file is read-only, locked for long, or damaged."""


class LockedError(StoreError):
    """Another process holds the lock."""

    def __init__(self, path: str, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(f"{path} is in use by {who}; stop it first, or use another --database")
        self.pid = pid


class NewerSchemaError(StoreError):
    """The database was written by a newer version of the program."""
