"""Rendering: an edition as text, Markdown, HTML and JSON. Every form passes the quotation gate again."""

from digests.render.html import html
from digests.render.jsonform import to_json
from digests.render.markdown import markdown
from digests.render.text import text
from digests.render.why import why

__all__ = ["html", "markdown", "text", "to_json", "why"]
