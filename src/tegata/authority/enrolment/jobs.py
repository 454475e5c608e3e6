"""The worker's door: what was signed or refused, what is due, what changed for residents."""

from contextlib import suppress

from procrastinate.contrib.django import app

from tegata.authority.enrolment.service import collecting, delivery, duties, feed
from tegata.authority.people.public import FeedGap
from tegata.kit.data.context import job_context
from tegata.pki.x509.names import CertificateName


@app.task(name="enrolment.collect")
def collect(*, about: str, **_later: object) -> None:
    """Take in one signed certificate."""
    collecting.collect(job_context("enrolment.collect"), name=CertificateName.parse(about))


@app.task(name="enrolment.refuse")
def refuse(*, about: str, **_later: object) -> None:
    """Give one application up whose certificate was not signed; lists are not ours."""
    if ":" in about:
        collecting.refuse(job_context("enrolment.refuse"), name=CertificateName.parse(about))


@app.task(name="enrolment.expire_due")
def expire_due(**_later: object) -> None:
    """Expire what was not written in time, one application a transaction."""
    while delivery.expire_next(job_context("enrolment.expire_due")) is not None:
        pass


@app.task(name="enrolment.remind_duties")
def remind_duties(**_later: object) -> None:
    """Remind of every duty that has waited long enough."""
    duties.remind(job_context("enrolment.remind_duties"))


@app.task(name="enrolment.follow_residents")
def follow_residents(**_later: object) -> None:
    """Deal with the events of the feed, one a transaction, until there is none or one is missing.

    The alarm about a missing one is raised once, by ``people.watch_feed``.
    """
    with suppress(FeedGap):
        while feed.follow_next(job_context("enrolment.follow_residents")) is not None:
            pass
