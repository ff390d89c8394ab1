"""The text of a file an administrator saved, whatever ends its lines."""

from pathlib import Path

from bot.settings.problems import Problem


def read_text(path: Path) -> str | Problem:
    """Return a file's text with plain line ends and no byte order mark, or what is wrong with it and where.

    Raises:
        OSError: The file cannot be read.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(file=str(path), message="this is UTF-16 text; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data.removeprefix(b"\xef\xbb\xbf"), error)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(path: Path, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Show the character as the likeliest other encoding has it: who wrote it knows it again."""
    lines = data[: error.start].splitlines() or [b""]
    if data[: error.start].endswith((b"\n", b"\r")):
        lines.append(b"")
    whole = data.splitlines()[len(lines) - 1]
    return Problem(
        file=str(path),
        line=len(lines),
        column=len(lines[-1].decode("utf-8", "replace")) + 1,
        message="this character is not UTF-8; save the file as UTF-8",
        text="".join(c if c.isprintable() else " " for c in whole.decode("cp1252", "replace")),
    )
