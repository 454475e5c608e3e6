"""One row a resident, one row an event, one row a reader of the feed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Resident(models.Model):
    """A resident record as it stands. The table with the four items.

    They stand in signature certificates too (``ca_order``), and in what people sign
    (``enrolment_application``).
    """

    person = models.TextField(primary_key=True)
    my_number = models.TextField(unique=True)
    name = models.TextField()
    kana = models.TextField()
    former_name = models.TextField(null=True)  # noqa: DJ001 - no former name is not an empty one
    birth = models.DateField()
    sex = models.SmallIntegerField()
    municipality = models.TextField()
    address = models.TextField()
    stays_until = models.DateField(null=True)
    is_ward = models.BooleanField()
    is_protected = models.BooleanField()
    standing = models.TextField()
    since = models.DateField()
    version = models.BigIntegerField(default=0)

    class Meta:
        app_label = "people"
        db_table = "people_resident"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(standing__in=["resident", "abroad", "deceased"]),
                name="people_resident_standing",
            ),
        ]


class Feed(models.Model):
    """One row: the last version that was given away. Whoever counts it up holds it to the commit."""

    id = models.SmallIntegerField(primary_key=True)
    head = models.BigIntegerField()

    class Meta:
        app_label = "people"
        db_table = "people_feed"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="people_feed_one_row")
        ]


class Event(models.Model):
    """One event of the feed: nothing of what the record says."""

    version = models.BigIntegerField(primary_key=True)
    person = models.TextField(db_index=True)
    kind = models.TextField()
    changed = ArrayField(models.TextField())
    occurred_on = models.DateField()
    notified_at = models.DateTimeField()

    class Meta:
        app_label = "people"
        db_table = "people_event"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(version__gte=1), name="people_event_from_one")
        ]


class Consumer(models.Model):
    """How far one reader of the feed has come."""

    name = models.TextField(primary_key=True)
    confirmed = models.BigIntegerField()
    missing = models.BigIntegerField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        db_table = "people_consumer"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(missing__isnull=True, stopped_at__isnull=True)
                | Q(missing__isnull=False, stopped_at__isnull=False),
                name="people_consumer_stands_at_a_gap",
            )
        ]
