"""WebSocket frames, the server's side of RFC 6455: handshake, reading masked frames, writing plain ones."""

import base64
import hashlib
import struct
from io import BufferedIOBase

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class ProtocolError(Exception):
    """The client broke the protocol."""


def accept_key(key: str) -> str:
    """Return what answers the client's Sec-WebSocket-Key (section 4.2.2)."""
    return base64.b64encode(hashlib.sha1((key + _MAGIC).encode()).digest()).decode()


def build(opcode: int, data: bytes) -> bytes:
    """Return one unmasked, unfragmented frame."""
    if len(data) < 126:
        head = struct.pack("!BB", 0x80 | opcode, len(data))
    elif len(data) < 65_536:
        head = struct.pack("!BBH", 0x80 | opcode, 126, len(data))
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 127, len(data))
    return head + data


def read(file: BufferedIOBase) -> tuple[int, bytes] | None:
    """Read one frame of a client; None at the end of the connection.

    Raises:
        ProtocolError: It is not masked, is fragmented, or has an unknown opcode.
    """
    head = file.read(2)
    if len(head) < 2:
        return None
    opcode, length = head[0] & 0x0F, head[1] & 0x7F
    if not head[0] & 0x80 or head[0] & 0x70:
        raise ProtocolError("a fragment, or a reserved bit")
    if not head[1] & 0x80:
        raise ProtocolError("a client masks its frames")
    if opcode not in (TEXT, CLOSE, PING, PONG):
        raise ProtocolError(f"opcode {opcode}")
    if length == 126:
        (length,) = struct.unpack("!H", file.read(2))
    elif length == 127:
        (length,) = struct.unpack("!Q", file.read(8))
    mask, data = file.read(4), file.read(length)
    if len(mask) < 4 or len(data) < length:
        return None
    return opcode, bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))
