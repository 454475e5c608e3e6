"""The worker's door: drafting and publishing of lists."""

from django.conf import settings
from procrastinate.contrib.django import app

from tegata.authority.status.service import delegates, lists
from tegata.authority.status.values import Partition
from tegata.kit.data.context import job_context
from tegata.kit.data.keyfile import KeyFolder


@app.task(name="status.draft_due")
def draft_due(**_later: object) -> None:
    """Ask for the lists of the new day."""
    lists.draft_due(job_context("status.draft_due"))


@app.task(name="status.draft_list")
def draft_list(*, about: str, **_later: object) -> None:
    """Draft one list."""
    lists.draft_list(job_context("status.draft_list"), partition=Partition.parse(about))


@app.task(name="status.publish_list")
def publish_list(*, about: str, **_later: object) -> None:
    """Publish one list that was signed."""
    lists.publish_list(job_context("status.publish_list"), order=int(about))


@app.task(name="status.settle_lists")
def settle_lists(**_later: object) -> None:
    """Ask for the lists whose publication was lost."""
    lists.settle_lists(job_context("status.settle_lists"))


@app.task(name="status.collect_delegates")
def collect_delegates(**_later: object) -> None:
    """Take in the responders' certificates that were signed."""
    delegates.collect_delegates(job_context("status.collect_delegates"))


@app.task(name="status.renew_delegates")
def renew_delegates(**_later: object) -> None:
    """Order fresh certificates for the responders that need one; collect what was lost on the way."""
    delegates.collect_delegates(job_context("status.collect_delegates"))
    environment = settings.ENVIRONMENT
    keys = KeyFolder(environment.home / "keys" / "status", environment.passphrase("status"))
    delegates.renew_delegates(job_context("status.renew_delegates"), make_key=keys.make)
