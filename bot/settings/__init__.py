"""Configuration: three YAML files, every mistake with its line and column, a suggestion where one is near.

The door to pydantic, and the only reader of the environment.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from bot.errors import CommuniqueError
from bot.settings.models import (
    FILES,
    AlertConfig,
    DigestConfig,
    DigestsFile,
    Model,
    Settings,
    SourceConfig,
    SourcesFile,
)
from digests.lexicon.yamlfile import Located, YamlMistake, load_located
from digests.nearest import nearest
from scrapers.source import Selectors, Source

__all__ = ["AlertConfig", "ConfigError", "Configuration", "DigestConfig", "Problem", "Settings", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake or warning and its place; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str
    #: The line itself, for the caret; "" when there is none.
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"

    def with_caret(self) -> str:
        """Return the message with the line and a caret under its column."""
        if not self.text.strip():
            return str(self)
        return f"{self}\n    {self.text}\n    {' ' * (self.column - 1)}^"


class ConfigError(CommuniqueError):
    """The configuration has mistakes; carries all of them."""

    exit_code = 4

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(p.with_caret() for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What the administrator configured, checked."""

    settings: Settings = field(default_factory=Settings)
    sources: tuple[Source, ...] = ()
    digests: tuple[DigestConfig, ...] = ()
    alerts: tuple[AlertConfig, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def digest_zone(self, digest: DigestConfig) -> str:
        """Return the zone a digest's times are in."""
        return digest.timezone or self.settings.timezone


def load(folder: Path) -> Configuration:
    """Read and check the configuration in `folder`; a missing file has its defaults.

    Raises:
        ConfigError: With every mistake found in all three files.
    """
    problems: list[Problem] = []
    models: dict[str, Model] = {}
    located: dict[str, Located] = {}
    texts: dict[str, list[str]] = {}
    if not folder.is_dir():
        raise ConfigError(
            [
                Problem(
                    file=str(folder),
                    line=1,
                    column=1,
                    message="no such folder; `communique init DIR` writes one",
                )
            ]
        )
    for name in [*FILES, *(p.name for p in sorted(folder.glob("*.y*ml")) if p.name not in FILES)]:
        path = folder / name
        if name not in FILES:
            near = nearest(name, list(FILES))
            if near and not (folder / near).exists():
                problems.append(
                    Problem(
                        file=str(path),
                        line=1,
                        column=1,
                        message=f"this file is not read; did you mean {near}?",
                    )
                )
            continue
        model, place, lines = _read(path, FILES[name], problems)
        models[name], located[name], texts[name] = model, place, lines
    sources = models["sources.yaml"]
    digests = models["digests.yaml"]
    settings = models["settings.yaml"]
    assert isinstance(sources, SourcesFile)
    assert isinstance(digests, DigestsFile)
    assert isinstance(settings, Settings)

    def at(name: str, *path: str | int) -> tuple[int, int]:
        place = located[name]
        return place.values.get(path) or place.keys.get(path) or (1, 1)

    def problem(name: str, message: str, *path: str | int) -> Problem:
        line, column = at(name, *path)
        text = texts[name][line - 1] if line <= len(texts[name]) else ""
        return Problem(file=str(folder / name), line=line, column=column, message=message, text=text)

    for name, key, rows in (
        ("sources.yaml", "sources", sources.sources),
        ("digests.yaml", "digests", digests.digests),
        ("digests.yaml", "alerts", digests.alerts),
    ):
        seen: dict[str, int] = {}
        for index, row in enumerate(rows):
            row_id = row.id  # type: ignore[attr-defined]
            if row_id in seen:
                first = at(name, key, seen[row_id], "id")[0]
                problems.append(
                    problem(name, f"the id `{row_id}` is already used on line {first}", key, index, "id")
                )
            seen.setdefault(row_id, index)
    if problems:
        raise ConfigError(problems)
    warnings = [
        problem(name, message, *path) for name, message, path in _warnings(settings, sources, digests)
    ]
    return Configuration(
        settings=settings,
        sources=tuple(_source(row, settings) for row in sources.sources),
        digests=digests.digests,
        alerts=digests.alerts,
        warnings=tuple(warnings),
    )


def _read(path: Path, model: type[Model], problems: list[Problem]) -> tuple[Model, Located, list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return model(), Located(None), []
    except (OSError, UnicodeDecodeError) as error:
        problems.append(
            Problem(file=str(path), line=1, column=1, message=f"cannot be read as UTF-8 text: {error}")
        )
        return model(), Located(None), []
    lines = text.splitlines()
    try:
        place = load_located(text)
    except YamlMistake as error:
        line = lines[error.line - 1] if error.line <= len(lines) else ""
        problems.append(
            Problem(file=str(path), line=error.line, column=error.column, message=error.reason, text=line)
        )
        return model(), Located(None), lines
    data = {} if place.data is None else place.data
    if not isinstance(data, dict):
        problems.append(
            Problem(
                file=str(path),
                line=1,
                column=1,
                message="the file must hold `key: value` lines",
                text=lines[0],
            )
        )
        return model(), place, lines
    try:
        return model.model_validate(data), place, lines
    except ValidationError as error:
        problems.extend(
            _problem(path, place, lines, model, dict(row)) for row in error.errors(include_url=False)
        )
        return model(), place, lines


def _fields(model: Any, path: tuple[str | int, ...]) -> list[str]:
    """Return the keys allowed at `path`, for suggestions."""
    current = model
    for part in path:
        if isinstance(part, int):
            continue
        info = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        if info is None:
            return []
        nested = _model_in(info.annotation)
        if nested is None:
            return []
        current = nested
    return [f.alias or n for n, f in current.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def _problem(
    path: Path, place: Located, lines: list[str], model: type[Model], row: dict[str, Any]
) -> Problem:
    where: tuple[str | int, ...] = tuple(row["loc"])
    message = str(row["msg"]).removeprefix("Value error, ")
    known = [where[: n + 1] for n in range(len(where)) if where[: n + 1] in place.keys]
    target = known[-1] if known else ()
    position = place.values.get(target) or (1, 1)
    if row["type"] == "extra_forbidden":
        position = place.keys.get(where, position)
        near = nearest(str(where[-1]), _fields(model, where[:-1]), 60)
        message = f"unknown key `{where[-1]}`" + (f"; did you mean `{near}`?" if near else "")
    elif row["type"] == "missing":
        message = f"the key `{where[-1]}` is missing"
        position = place.keys.get(where[:-1], position)
    elif row["type"] == "literal_error":
        expected = str(row["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        near = nearest(str(row["input"]), expected.split(", "), 50)
        message = f"`{row['input']}` is none of {expected}" + (f"; did you mean `{near}`?" if near else "")
    elif row["type"] == "string_pattern_mismatch":
        message = f"`{row['input']}` does not fit: {_PATTERNS.get(str(row['ctx']['pattern']), 'see the documentation')}"
    elif row["type"].endswith("_type") or row["type"].endswith("_parsing"):
        message = f"`{row['input']}`: {message[0].lower()}{message[1:]}"
    line, column = position
    return Problem(
        file=str(path),
        line=line,
        column=column,
        message=message,
        text=lines[line - 1] if line <= len(lines) else "",
    )


_PATTERNS = {
    r"^[a-z0-9][a-z0-9._-]{0,63}$": "an id has small letters, digits, points, hyphens, at most 64",
    r"^[A-Z]{3}$": "a country is its ISO 3166-1 alpha-3 code in capitals, as in FRA",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language is its BCP 47 tag, as in en or pt-BR",
}


def _warnings(
    settings: Settings, sources: SourcesFile, digests: DigestsFile
) -> list[tuple[str, str, tuple[str | int, ...]]]:
    out: list[tuple[str, str, tuple[str | int, ...]]] = []
    if settings.http.allow_private:
        ranges = ", ".join(settings.http.allow_private)
        out.append(
            ("settings.yaml", f"private addresses may be fetched: {ranges}", ("http", "allow_private"))
        )
    if "no contact configured" in settings.user_agent and sources.sources:
        out.append(
            (
                "settings.yaml",
                "user_agent names no contact; sites block bots they cannot write to",
                ("user_agent",),
            )
        )
    for index, row in enumerate(sources.sources):
        if row.every < timedelta(minutes=1) and not _covered(row.url, settings.http.allow_private):
            out.append(
                ("sources.yaml", f"`{row.id}` is asked more than once a minute", ("sources", index, "every"))
            )
    if digests.digests and not sources.sources:
        out.append(("digests.yaml", "digests are configured but no sources", ("digests",)))
    if digests.alerts:
        out.append(("digests.yaml", "alerts are checked but not sent by this version", ("alerts",)))
    for index, digest in enumerate(digests.digests):
        if digest.filter:
            out.append(
                (
                    "digests.yaml",
                    f"`filter` of `{digest.id}` is not applied by this version",
                    ("digests", index, "filter"),
                )
            )
    return out


def _covered(url: str, ranges: tuple[str, ...]) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" and bool(ranges)
    return any(address in ip_network(r, strict=False) for r in ranges)


def _source(row: SourceConfig, settings: Settings) -> Source:
    select = Selectors(**row.select.model_dump()) if row.select else None
    return Source(
        id=row.id, url=row.url, kind=row.kind, name=row.name or row.id, family=row.family or row.name or row.id, klass=row.klass,
        every=row.every, language=row.language, countries=row.countries, timezone=row.timezone or settings.timezone, select=select,
        body=row.body, robots=row.robots, was=row.was,
    )  # fmt: skip
