"""Configuration: YAML files and name tables, every mistake with its line and column, a suggestion where one is near.

The door to pydantic, and the only reader of the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings.advice import (
    comment_warnings,
    digest_warnings,
    holder_warnings,
    settings_warnings,
    source_warnings,
)
from bot.settings.checks import digest_mistakes, source_mistakes
from bot.settings.lexicon import ignored_tables, read_lexicon
from bot.settings.models import (
    FILES,
    AlertConfig,
    DigestConfig,
    DigestsFile,
    HoldersFile,
    Settings,
    SourceConfig,
    SourcesFile,
)
from bot.settings.problems import ConfigError, Problem
from bot.settings.reading import ConfigFile, read_file
from digests.holders import Holder
from digests.lexicon.tables import extend
from digests.nearest import nearest
from scrapers.source import Selectors, Source

__all__ = [
    "AlertConfig",
    "ConfigError",
    "Configuration",
    "DigestConfig",
    "Problem",
    "Settings",
    "know_tables",
    "load",
]


#: What is pasted into Slack lies beside the files and is none of them.
MANIFEST = "slack_manifest.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What the administrator configured, checked."""

    settings: Settings = field(default_factory=Settings)
    sources: tuple[Source, ...] = ()
    digests: tuple[DigestConfig, ...] = ()
    alerts: tuple[AlertConfig, ...] = ()
    #: Who holds which office, for what articles leave out.
    holders: tuple[Holder, ...] = ()
    #: The administrator's additions to the name tables: table to the text of its CSV file.
    lexicon: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    def digest_zone(self, digest: DigestConfig) -> str:
        """Return the zone a digest's times are in."""
        return digest.timezone or self.settings.timezone


def load(folder: Path) -> Configuration:
    """Read and check the configuration in `folder`; a missing file has its defaults.

    Raises:
        ConfigError: With every mistake found in all files.
    """
    if not folder.is_dir():
        message = "this is no folder" if folder.exists() else "no such folder"
        raise ConfigError([Problem(file=str(folder), message=f"{message}; `communique init DIR` writes one")])
    try:
        names = sorted(p.name for p in folder.iterdir() if p.is_file())
    except OSError as error:
        raise ConfigError([Problem(file=str(folder), message=f"cannot be read: {error.strerror}")]) from error
    files = {name: read_file(folder / name, model) for name, model in FILES.items()}
    problems = [*_misnamed(folder, names)]
    files["sources.yaml"].problems.extend(source_mistakes(files["sources.yaml"]))
    files["digests.yaml"].problems.extend(digest_mistakes(files["digests.yaml"]))
    for file in files.values():
        problems.extend(sorted(file.problems, key=lambda p: (p.line, p.column)))
    lexicon, mistakes = read_lexicon(folder / "lexicon")
    problems.extend(mistakes)
    warnings = [*_ignored(folder, names), *ignored_tables(folder / "lexicon"), *_warnings(files, lexicon)]
    if problems:
        raise ConfigError(problems, warnings)
    settings, sources, digests, holders = (files[name].model for name in FILES)
    assert isinstance(settings, Settings)
    assert isinstance(sources, SourcesFile)
    assert isinstance(digests, DigestsFile)
    assert isinstance(holders, HoldersFile)
    return Configuration(
        settings=settings,
        sources=tuple(_source(row, settings) for row in sources.sources),
        digests=digests.digests,
        alerts=digests.alerts,
        holders=tuple(Holder(**row.model_dump()) for row in holders.holders),
        lexicon=lexicon,
        warnings=tuple(warnings),
    )


def know_tables(folder: Path) -> None:
    """Have this process know the name tables an administrator adds, for queries and for what is printed.

    For the start of a process, before `load`. Tables with mistakes are left out, which `load` tells.
    """
    extend(read_lexicon(folder / "lexicon")[0])


def _yaml(names: list[str]) -> list[str]:
    return [
        n
        for n in names
        if n not in (*FILES, MANIFEST) and n.lower().endswith((".yaml", ".yml")) and not n.startswith(".")
    ]


def _misnamed(folder: Path, names: list[str]) -> list[Problem]:
    """Return the files that are near the name of a missing one: silently skipping them would disable what they say."""
    out = []
    for name in _yaml(names):
        near = nearest(name, list(FILES), 80)
        if near and near not in names:
            out.append(
                Problem(file=str(folder / name), message=f"this file is not read; did you mean {near}?")
            )
    return out


def _ignored(folder: Path, names: list[str]) -> list[Problem]:
    told = {p.file for p in _misnamed(folder, names)}
    message = f"this file is not read; the configuration is {', '.join(FILES)}"
    paths = [str(folder / name) for name in _yaml(names)]
    return [Problem(file=path, message=message) for path in paths if path not in told]


def _warnings(files: dict[str, ConfigFile], lexicon: Mapping[str, str]) -> list[Problem]:
    """Return the warnings of the files that could be read; what rests on another that could not is left out."""
    settings, sources, digests, holders = (files[name].model for name in FILES)
    fetches = not isinstance(sources, SourcesFile) or bool(sources.sources)
    out = [found for file in files.values() if file.model for found in comment_warnings(file)]
    if isinstance(settings, Settings):
        out.extend(settings_warnings(files["settings.yaml"], settings, fetches))
        if isinstance(sources, SourcesFile):
            out.extend(source_warnings(files["sources.yaml"], sources, settings))
    if isinstance(digests, DigestsFile):
        known = sources if isinstance(sources, SourcesFile) else None
        out.extend(digest_warnings(files["digests.yaml"], digests, known, fetches))
    if isinstance(holders, HoldersFile):
        out.extend(holder_warnings(files["office_holders.yaml"], holders, lexicon))
    return out


def _source(row: SourceConfig, settings: Settings) -> Source:
    return Source(
        id=row.id,
        url=row.url,
        kind=row.kind,
        name=row.name or row.id,
        family=row.family or row.name or row.id,
        klass=row.klass,
        every=row.every,
        language=row.language,
        countries=row.countries,
        timezone=row.timezone or settings.timezone,
        select=Selectors(**row.select.model_dump()) if row.select else None,
        body=row.body,
        robots=row.robots,
        was=row.was,
    )
