"""Language tags as documents write them."""

import re

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
#: Codes of three letters (ISO 639-2) that news sitemaps may write, and the shorter ones that BCP 47 wants instead of them.
SHORTER = {
    "ara": "ar", "arm": "hy", "chi": "zh", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "fas": "fa", "fra": "fr",
    "fre": "fr", "geo": "ka", "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hye": "hy", "ind": "id", "ita": "it",
    "jpn": "ja", "kat": "ka", "kor": "ko", "nld": "nl", "per": "fa", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es",
    "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur", "zho": "zh",
}  # fmt: skip
#: Codes that name no language: not determined, several, not listed, none.
_NO_LANGUAGE = ("und", "mul", "mis", "zxx")


def language_tag(*written: object) -> str | None:
    """Return the first of several values that is a BCP 47 tag, in lower case ("en_GB" is "en-gb"); None for none."""
    for value in written:
        if isinstance(value, str):
            tag = value.split(",")[0].strip().lower().replace("_", "-")
            first, dash, rest = tag.partition("-")
            if _TAG.fullmatch(tag) and first not in _NO_LANGUAGE:
                return SHORTER.get(first, first) + dash + rest
    return None
