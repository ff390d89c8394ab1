"""Bodies undone from their content coding, never beyond a limit: httpx inflates a bomb whole."""

import zlib

from scrapers.errors import FetchError

_GZIP_MAGIC = b"\x1f\x8b"
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


class Inflater:
    """Takes a body in pieces: identity, gzip or deflate, one layer (RFC 9110, section 8.4)."""

    def __init__(self, source: str, coding: str, limit: int, *, cut: bool = False) -> None:
        """Prepare for one body.

        Args:
            source: Named in errors.
            coding: The Content-Encoding header; "" for none.
            limit: Most bytes of the undone body.
            cut: Keep the first `limit` bytes of a longer body instead of refusing it.

        Raises:
            FetchError: A coding nobody asked for, or more than one.
        """
        self._source = source
        self._limit = limit
        self._cut = cut
        self._size = 0
        self._chunks: list[bytes] = []
        self._inflate: zlib._Decompress | None = None
        names = [
            name for name in (c.strip().lower() for c in coding.split(",")) if name not in ("", "identity")
        ]
        if len(names) > 1 or (names and names[0] not in _CODINGS):
            raise FetchError(source, f"content-encoding {coding[:40]!r} was not asked for")
        self._coding = _CODINGS[names[0]] if names else ""
        self._pending = b""

    @property
    def full(self) -> bool:
        """True when the limit is reached and the rest is not wanted."""
        return self._cut and self._size >= self._limit

    def feed(self, data: bytes) -> None:
        """Take in bytes from the wire; raises FetchError past the limit or for broken data."""
        if not self._coding:
            self._keep(data)
            return
        data = self._pending + data
        if self._inflate is None:
            if len(data) < 2:
                self._pending = data
                return
            self._inflate = self._begin(data)
        self._pending = b""
        while data and not self.full:
            try:
                out = self._inflate.decompress(data, self._limit - self._size + 1)
            except zlib.error as error:
                raise FetchError(
                    self._source, f"the body is not the {self._coding} it is said to be"
                ) from error
            self._keep(out)
            data = self._inflate.unconsumed_tail
            if self._inflate.eof:
                # Some servers send several gzip members; anything else behind the end is padding.
                data = self._inflate.unused_data
                if not data.startswith(_GZIP_MAGIC):
                    return
                self._inflate = zlib.decompressobj(31)

    def _begin(self, data: bytes) -> "zlib._Decompress":
        if self._coding == "gzip":
            return zlib.decompressobj(31)
        # "deflate" is zlib by the RFC, raw in practice.
        wrapped = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
        return zlib.decompressobj(15 if wrapped else -15)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            if not self._cut:
                raise FetchError(self._source, f"the body is larger than {size_text(self._limit)}")
            data = data[: len(data) - (self._size - self._limit)]
            self._size = self._limit
        self._chunks.append(data)

    def finish(self) -> bytes:
        """Return the body; raises FetchError when compressed data ends too early."""
        begun = self._pending or (self._inflate is not None and not self._inflate.eof)
        if begun and not self.full:
            raise FetchError(self._source, "the compressed body was cut off")
        return b"".join(self._chunks)


def size_text(size: int) -> str:
    """Return a number of bytes for people: "15 MiB", "900 bytes"."""
    for unit, name in ((2**20, "MiB"), (2**10, "KiB")):
        if size >= unit:
            return f"{size / unit:.0f} {name}"
    return f"{size} bytes"
