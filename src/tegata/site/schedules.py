"""What falls due by the world's clock: one visible table."""

from collections.abc import Mapping
from datetime import timedelta

SCHEDULES: Mapping[str, timedelta] = {
    # A list is made once a day; looking often serves municipalities that had none yet.
    "status.draft_due": timedelta(minutes=10),
    "status.settle_lists": timedelta(minutes=1),
    "status.renew_delegates": timedelta(hours=1),
    "enrolment.expire_due": timedelta(minutes=10),
    # What a failed job of the press's news left undone.
    "enrolment.settle": timedelta(minutes=10),
    # At every event, and again now and then: a feed that stopped goes on when it is resumed.
    "enrolment.follow_residents": timedelta(minutes=1),
    "enrolment.remind_duties": timedelta(days=1),
    "people.watch_feed": timedelta(minutes=1),
}
"""Job → how often it is asked for. The first time is at once."""
