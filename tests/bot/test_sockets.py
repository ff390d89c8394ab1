"""Connections of Socket Mode: opened anew however they end, and when they only look alive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack.sockets import Patience, Sockets
from tests.bot.running import until
from tests.slack_double import APP_TOKEN, Double

QUICK = Patience(ping=0.2, greeting=0.5, renew=60, overlap=0.3)


@pytest.fixture
def double() -> Iterator[Double]:
    with Double("general") as double:
        yield double


@contextmanager
def listening(
    double: Double, patience: Patience = QUICK, token: str = APP_TOKEN, lines: int = 2
) -> Iterator[Sockets]:
    def handle(client, request) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    sockets = Sockets(token, double.url, handle, lines=lines, patience=patience)
    sockets.start()
    try:
        yield sockets
    finally:
        sockets.stop()


def two(double: Double, sockets: Sockets) -> Callable[[], bool]:
    return lambda: len(double.sockets.live) == 2 and sockets.open == 2


def test_a_session_that_answers_no_ping_is_replaced(double: Double):
    with listening(double) as sockets:
        assert until(two(double, sockets), 10)
        double.sockets.live[0].frozen = True
        assert until(lambda: double.sockets.opened > 2 and len(double.sockets.live) == 2, 10)
        assert all(double.people.command("x").acknowledged() < 1 for _ in range(4))


def test_a_session_that_is_never_greeted_is_replaced(double: Double):
    double.sockets.mute = True
    with listening(double) as sockets:
        assert until(lambda: double.sockets.opened >= 4, 10)
        assert sockets.open == 0
        double.sockets.mute = False
        assert until(two(double, sockets), 10)


def test_sessions_are_renewed_before_they_grow_old_and_never_all_at_once(double: Double):
    with listening(double, Patience(ping=0.2, greeting=0.5, renew=0.8, overlap=0.3)) as sockets:
        assert until(lambda: double.sockets.opened >= 5, 15)
        assert all(double.people.command("x").acknowledged() < 1 for _ in range(4))
        assert sockets.open >= 1


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
def test_a_disconnect_request_is_followed_before_the_session_ends(double: Double, reason: str):
    with listening(double) as sockets:
        assert until(two(double, sockets), 10)
        double.sockets.disconnect(double.sockets.live[0], reason)
        assert until(lambda: double.sockets.opened > 2 and len(double.sockets.live) == 2, 10)


def test_socket_mode_switched_off_is_told_and_listened_to_again_when_it_is_on(double: Double):
    with listening(double) as sockets:
        assert until(two(double, sockets), 10)
        for line in double.sockets.live:
            double.sockets.disconnect(line, "link_disabled")
        assert until(lambda: sockets.open == 0 and sockets.error, 10)
        asked = double.methods().count("apps.connections.open")
        assert asked < 12, "asked at growing intervals"
        double.workspace.linked = True
        assert until(two(double, sockets), 15)
        assert double.people.command("x").acknowledged() < 1


def test_a_session_that_answers_pings_and_delivers_nothing_is_replaced_in_time(double: Double):
    with listening(double, Patience(ping=0.2, greeting=0.5, renew=0.6, overlap=0.2)) as sockets:
        assert until(two(double, sockets), 10)
        deaf = double.sockets.live[:]
        for line in deaf:
            line.deaf = True
        assert until(lambda: any(not line.deaf for line in double.sockets.live), 10)
        assert double.people.command("x").acknowledged() < 1


def test_a_refused_app_token_is_told_and_tried_again_at_growing_intervals(double: Double):
    with listening(double, token="xapp-1-wrong", lines=1) as sockets:
        assert until(lambda: sockets.error == "invalid_auth", 5)
        assert until(lambda: double.methods().count("apps.connections.open") >= 3, 10)
        double.workspace.app_token = "xapp-1-wrong"
        assert until(lambda: sockets.open == 1, 15)


def test_no_network_and_no_slack_are_waited_out(double: Double):
    double.fail("drop_before", method="apps.connections.open", times=2)
    double.fail("error_before", method="apps.connections.open", times=2)
    with listening(double) as sockets:
        assert until(two(double, sockets), 15)


def test_stopping_closes_the_connections_at_once(double: Double):
    with listening(double) as sockets:
        assert until(two(double, sockets), 10)
    assert until(lambda: not double.sockets.live, 2)
    assert double.sockets.faults == []
