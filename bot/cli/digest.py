"""`communique digest`: print a digest, or post it now."""

import json as jsonlib
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from bot.cli import PARTIAL, App
from bot.cli.completion import digest_ids
from bot.errors import CommuniqueError, LockedError, UsageError

if TYPE_CHECKING:
    from bot.settings import Configuration, DigestConfig
    from digests.edition import Edition

FORMATS = ("text", "markdown", "html", "json", "blocks")


@click.command()
@click.argument("name", required=False, metavar="[DIGEST]", shell_complete=digest_ids)
@click.option(
    "--date",
    "day",
    metavar="YYYY-MM-DD",
    help="The archive view of one local day, whatever editions there were.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--why", is_flag=True, help="Also print the score of each item, and what was left out and why.")
@click.option("--post", is_flag=True, help="Queue the edition as the schedule would, deliver it and wait.")
@click.option(
    "--channel",
    help="With --post: post there instead, to look at; its own channel gets its edition all the same.",
)
@click.pass_obj
def command(
    app: App, name: str | None, day: str | None, form: str, why: bool, post: bool, channel: str | None
) -> None:
    """Print what the next edition would hold now, or with --date the view of a past day.

    DIGEST is an id of digests.yaml; without it the only one there is, or the built-in `all`.

    \b
    Examples: communique digest
              communique digest syria-daily --date 2016-12-11 --format json
              communique digest syria-daily --post --channel "#test"
    """
    if post and day:
        raise UsageError(
            "--post and --date do not go together: an edition covers what is new, not a calendar day"
        )
    if channel and not post:
        raise UsageError("--channel goes with --post")
    digest = chosen(app.configuration, name)
    if post:
        _post(app, digest, channel)
        return
    from bot.jobs.edition import archive_view, preview

    with app.store() as store:
        if day:
            edition = archive_view(store, app.configuration, digest, _day(day))
        else:
            edition = preview(store, app.configuration, digest, datetime.now(UTC))
    click.echo(_rendered(edition, form), nl=False)
    if why:
        from digests.render import why as explain

        click.echo(explain(edition), nl=False, err=form in ("html", "json", "blocks"))


def chosen(configuration: "Configuration", name: str | None) -> "DigestConfig":
    """Return the digest of an id; without one the only one, or the built-in where none is configured."""
    from bot.jobs.edition import BUILT_IN, built_in

    known = {d.id: d for d in configuration.digests}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if not known and name in (None, BUILT_IN):
        return built_in()
    if name is None:
        raise UsageError(f"which digest? There are: {', '.join(known)}")
    if name not in known:
        from digests.nearest import nearest

        near = nearest(name, list(known))
        hint = f"did you mean {near!r}?" if near else f"there are: {', '.join(known) or 'none'}"
        raise UsageError(f"no digest has the id {name!r}; {hint}")
    return known[name]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--date wants YYYY-MM-DD, not {text!r}") from error


def _rendered(edition: "Edition", form: str) -> str:
    from digests import render

    if form == "json":
        return jsonlib.dumps(render.to_json(edition), ensure_ascii=False, indent=1) + "\n"
    if form == "blocks":
        from bot.blocks import payloads

        return jsonlib.dumps(payloads(edition), ensure_ascii=False, indent=1) + "\n"
    forms = {"markdown": render.markdown, "html": render.html}
    return forms.get(form, render.text)(edition)


def _post(app: App, digest: "DigestConfig", channel: str | None) -> None:
    from bot.jobs.deliver import deliver_edition, look_back, watch
    from bot.jobs.edition import BUILT_IN, post
    from bot.store.lock import hold

    if digest.id == BUILT_IN and not channel:
        raise UsageError(
            "the built-in digest has no channel; add --channel, or configure a digest in digests.yaml"
        )
    now = datetime.now(UTC)
    try:
        with hold(app.database), app.store() as store:
            look_back(store, app.configuration, app.environment)
            edition = post(store, app.configuration, digest, now, now, channel=channel)
            sent = deliver_edition(store, app.configuration, app.environment, edition)
    except LockedError as held:
        # The service sends what is queued; two senders would be one too many.
        with app.store() as store:
            if app.environment.bot_token and store.shown.copied():
                raise CommuniqueError(
                    "the service that runs still asks Slack what was posted since the backup; try again in a minute"
                ) from held
        click.echo(f"Queued: the service that runs (process {held.pid or 'unknown'}) posts it.", err=True)
        with app.store() as store:
            edition = post(store, app.configuration, digest, now, now, channel=channel)
            sent = watch(store, edition, lambda: datetime.now(UTC), time.sleep)
    if not sent:
        raise SystemExit(PARTIAL)
