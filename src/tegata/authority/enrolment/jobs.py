"""The worker's door: what was signed or refused, what is due, what changed for residents."""

import logging
from contextlib import suppress

from procrastinate.contrib.django import app

from tegata.authority.enrolment.service import collecting, delivery, duties, feed
from tegata.authority.people.public import FeedGap
from tegata.kit.data.context import job_context
from tegata.pki.x509.names import CertificateName

_LOG = logging.getLogger(__name__)


@app.task(name="enrolment.collect")
def collect(*, about: str, **_later: object) -> None:
    """Take in one signed certificate."""
    collecting.collect(job_context("enrolment.collect"), name=CertificateName.parse(about))


@app.task(name="enrolment.refuse")
def refuse(*, about: str, **_later: object) -> None:
    """Give one application up whose certificate was not signed."""
    collecting.refuse(job_context("enrolment.refuse"), name=CertificateName.parse(about))


@app.task(name="enrolment.settle")
def settle(**_later: object) -> None:
    """Ask again for what a job that failed did not take in."""
    collecting.settle(job_context("enrolment.settle"))


@app.task(name="enrolment.expire_due")
def expire_due(**_later: object) -> None:
    """Expire what was not written in time, one application a transaction."""
    while delivery.expire_next(job_context("enrolment.expire_due")) is not None:
        pass


@app.task(name="enrolment.remind_duties")
def remind_duties(**_later: object) -> None:
    """Remind of every duty that has waited long enough, one a transaction."""
    while duties.remind_next(job_context("enrolment.remind_duties")) is not None:
        pass


@app.task(name="enrolment.warn_of_guessing")
def warn_of_guessing(*, about: str, **_later: object) -> None:
    """Tell whoever watches the logs that somebody may be guessing about holders."""
    _LOG.error("Too many callers of operator %s could not be identified today.", about)


@app.task(name="enrolment.follow_residents")
def follow_residents(**_later: object) -> None:
    """Deal with the events of the feed, one a transaction, until there is none or one is missing.

    The alarm about a missing one is raised once, by ``people.watch_feed``.
    """
    with suppress(FeedGap):
        while feed.follow_next(job_context("enrolment.follow_residents")) is not None:
            pass
