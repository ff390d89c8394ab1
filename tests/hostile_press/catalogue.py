"""All sites, and the press that runs them."""

import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.hostile_press import answers, bodies, identity, injected, inside, wire
from tests.hostile_press.server import Press
from tests.hostile_press.sites import Site, answered, usual

FAMILIES = (identity, answers, bodies, wire, inside, injected)
SITES: tuple[Site, ...] = tuple(site for family in FAMILIES for site in family.CATALOGUE.sites)
GOOD = ("good-one", "good-two", "good-three")
HERE = Path(__file__).parent


#: Those that are measured one by one; and all others, which are asked at once.
HEAVY = tuple(site for site in SITES if site.heavy)
LIGHT = tuple(site for site in SITES if not site.heavy)


def open_press(sites: Sequence[Site]) -> tuple[Press, list[dict[str, Any]]]:
    """Return a press with these sites and some honest ones, and the entries of all for sources.yaml."""
    bodies.prepared()
    press = Press()
    port = press.forbid().rpartition(":")[2]
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(HERE / "self-signed.pem")
    sources: list[dict[str, Any]] = []
    for site in sites:
        base = press.add(site.name, answered(site), tls=tls if site.tls else None)
        path = site.path.replace("{host}", urlsplit(base).netloc).replace("{port}", port)
        url = path if "://" in path else base + path
        sources.append({"id": site.name, "url": url, "family": site.name, **site.given})
    sources += [{"id": name, "url": press.add(name, usual) + "/feed", "family": name} for name in GOOD]
    return press, sources
