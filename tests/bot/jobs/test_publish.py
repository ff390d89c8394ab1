"""The site follows editions, corrections and the news, and is not made again for nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import corrections
from bot.jobs.publish import AGENDA, Publisher
from bot.settings import Settings
from bot.settings.models import Site
from tests.bot.test_agenda import CONFIGURATION, NOON, add
from tests.bot.test_corrections import Desk


@pytest.fixture
def desk():
    made = Desk(None)
    made.now = NOON
    yield made
    made.store.close()


@pytest.fixture
def configured(tmp_path):
    return replace(CONFIGURATION, settings=Settings(site=Site(folder=str(tmp_path / "site"))))


def test_without_a_folder_no_site_is_built(desk, tmp_path):
    Publisher(desk.store).build(CONFIGURATION, NOON)
    assert list(tmp_path.iterdir()) == []


def test_an_edition_and_a_correction_are_on_the_site_at_the_next_look(desk, configured, tmp_path):
    publisher = Publisher(desk.store)
    publisher.build(configured, NOON)
    page = tmp_path / "site" / "editions" / "1.html"
    assert not page.exists()
    desk.post()
    publisher.build(configured, NOON + timedelta(seconds=5))
    assert "The border is" in page.read_text("utf-8")
    corrections.retract(desk.store, desk.row(), 3, "she did not say so", NOON)
    publisher.build(configured, NOON + timedelta(seconds=10))
    assert "she did not say so" in page.read_text("utf-8")


def test_nothing_is_built_again_for_nothing(desk, configured, tmp_path):
    publisher = Publisher(desk.store)
    publisher.build(configured, NOON)
    index = tmp_path / "site" / "index.html"
    index.unlink()
    publisher.build(configured, NOON + timedelta(hours=2))
    assert not index.exists()


def test_news_reach_the_agenda_after_a_while_and_a_new_day_at_once(desk, configured, tmp_path):
    publisher = Publisher(desk.store)
    publisher.build(configured, NOON)
    page = tmp_path / "site" / "agenda.html"
    add(desk.store, 1)
    publisher.build(configured, NOON + timedelta(minutes=1))
    assert "Oslo" not in page.read_text("utf-8")
    publisher.build(configured, NOON + AGENDA)
    assert "Oslo" in page.read_text("utf-8")
    publisher.build(configured, NOON + timedelta(days=8))
    assert "No report" in page.read_text("utf-8")
