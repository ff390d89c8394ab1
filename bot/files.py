"""Files written whole: a reader sees the old file or the new one, never a part."""

import os
import tempfile
from pathlib import Path

from bot.errors import CommuniqueError


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file, its folders made as needed; return whether it changed. One with the same bytes is left alone.

    Raises:
        CommuniqueError: It cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        _make_folder(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            # Another user, a web server say, reads it.
            part.chmod(0o644)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommuniqueError(f"{path} cannot be written: {error.strerror}") from error
    return True


def _make_folder(folder: Path) -> None:
    """Make a folder that others may read, whatever the mask of the process: a web server reaches what lies in it."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
