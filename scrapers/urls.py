"""Web addresses: one stored address per article, however it was shared. The door to w3lib."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

# Parameters that say where the reader came from, never which article this is.
_TRACKING_PREFIXES = (
    "utm_",
    "at_medium",
    "at_campaign",
    "at_custom",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "mtm_",
    "pk_",
)
_TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid igshid mc_cid mc_eid cmpid cmp smid taid _ga ref_src ref_url wt.mc_id ito "
    "ftag sr_share ocid __twitter_impression xtor guccounter".split()
)
MAX_LENGTH = 2_000
#: A longer one is not even looked at: what is cut away may be as long again, and more costs memory.
_MAX_WRITTEN = 8_000
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


def canonical_url(url: str, base: str | None = None) -> str:
    """Return the address we store and compare articles by.

    Scheme and host go to lower case (international names to punycode); default ports, the fragment and tracking
    parameters go. The rest of the query stays as it is: some ministries number articles there.

    Raises:
        ValueError: No http or https address, user information, control characters, or over 2,000 characters.
    """
    raw = url.strip()
    if len(raw) > _MAX_WRITTEN:
        raise ValueError("the address is longer than 2,000 characters")
    if any(ord(c) < 0x20 or ord(c) == 0x7F for c in raw) or "\\" in raw:
        raise ValueError(f"control characters or a backslash in {raw[:80]!r}")
    if base:
        raw = urljoin(base, raw)
    parts = urlsplit(raw)
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise ValueError(f"only http and https addresses are fetched, not {raw[:80]!r}")
    if "@" in parts.netloc:
        raise ValueError("an address with user information is refused")
    if not parts.hostname:
        raise ValueError(f"no host in {raw[:80]!r}")
    host = _host(parts.hostname)
    default = {"http": 80, "https": 443}[scheme]
    port = parts.port  # raises ValueError when it is no number
    netloc = host if port in (None, default) else f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if p and not _tracks(p))
    out: str = safe_url_string(urlunsplit((scheme, netloc, parts.path or "/", query, "")))
    if len(out) > MAX_LENGTH:
        raise ValueError("the address is longer than 2,000 characters")
    return out


def _tracks(parameter: str) -> bool:
    name = parameter.split("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name.lower()}]"
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"{name[:80]!r} is no host name") from error
    # Some characters turn into dots and slashes on the way to ASCII ("…" into "...").
    if not _HOST.fullmatch(host):
        raise ValueError(f"{name[:80]!r} is no host name")
    return host


def identity_key(url: str) -> str:
    """Return what two spellings of one address share: no scheme, no "www.", no trailing slash, sorted query.

    Raises:
        ValueError: See `canonical_url`.
    """
    parts = urlsplit(canonical_url(url))
    host = parts.netloc.removeprefix("www.")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/").removesuffix("/amp").rstrip("/") or "/"
    return f"{host}{path}" + (f"?{query}" if query else "")


def host_of(url: str) -> str:
    """Return `host:port` of a canonical address, the unit politeness is counted by."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    return f"{parts.hostname}:{port}"


def same_site(a: str, b: str) -> bool:
    """Tell whether two addresses share the host (without "www.")."""
    first, second = ((urlsplit(url).hostname or "").removeprefix("www.") for url in (a, b))
    return bool(first) and first == second
