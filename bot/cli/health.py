"""`communique health`: one line and an exit code for probes."""

import json as jsonlib
from datetime import UTC, datetime

import click

from bot.cli import FAILURE, OK, App
from bot.errors import StoreError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--metrics", is_flag=True, help="Print the state of everything in Prometheus' text format.")
@click.pass_obj
def command(app: App, as_json: bool, metrics: bool) -> None:
    """Tell a probe whether the service works: exit code 0 and one line, or 1 and why not.

    Reads the database only, changes nothing and needs no configuration. Unhealthy is a service that is not running or hangs,
    and a database that cannot be read; a source that fails is a matter for `status`.

    \b
    Examples: communique health
              HEALTHCHECK CMD ["communique", "health"]
              communique health --metrics > /var/lib/node_exporter/communique.prom
    """
    if metrics:
        from bot.metrics import of_database

        click.echo(of_database(app.database), nl=False)
        return
    healthy, said = _look(app)
    if as_json:
        click.echo(jsonlib.dumps({"healthy": healthy, "reason": said}, ensure_ascii=False))
    else:
        click.echo(said)
    raise SystemExit(OK if healthy else FAILURE)


def _look(app: App) -> tuple[bool, str]:
    from bot.habits import HANGS
    from bot.store.lock import running
    from bot.store.pulse import feel

    try:
        pulse = feel(app.database)
    except StoreError as error:
        return False, f"unhealthy: {error}"
    if running(app.database) is None:
        return False, "unhealthy: the service is not running"
    if pulse.alive is None:
        return False, "unhealthy: the service has not begun to work yet"
    silent = datetime.now(UTC) - pulse.alive
    if silent > HANGS:
        return False, f"unhealthy: no sign of life from the service for {silent.total_seconds() / 60:.0f} min"
    return True, f"healthy: {pulse.queued} messages waiting, {pulse.parked} set aside"
