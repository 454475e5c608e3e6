"""The worker's door to the feed of residents."""

from procrastinate.contrib.django import app

from tegata.authority.people import service
from tegata.kit.data.context import job_context


@app.task(name="people.watch_feed")
def watch_feed(**_later: object) -> None:
    """Look for gaps ahead of every consumer; running twice finds the same ones once."""
    service.watch_feed(job_context("people.watch_feed"))
