"""The worker's door to the feed of residents."""

import logging

from procrastinate.contrib.django import app

from tegata.authority.people import service
from tegata.kit.data.context import job_context

_LOG = logging.getLogger(__name__)


@app.task(name="people.watch_feed")
def watch_feed(**_later: object) -> None:
    """Look for gaps ahead of every consumer; running twice finds the same ones once."""
    service.watch_feed(job_context("people.watch_feed"))


@app.task(name="people.warn_of_stop")
def warn_of_stop(*, about: str, **_later: object) -> None:
    """Tell whoever watches the logs that a reader of the feed stands still."""
    _LOG.error("The feed of residents stopped for %s: an event is missing.", about)
