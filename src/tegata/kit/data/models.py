"""The kit's own tables: the world's clock, what is due when, who visits pages."""

from typing import ClassVar

from django.db import models


class Clock(models.Model):
    """One row: how far this world's clock is ahead of the machine's."""

    id = models.SmallIntegerField(primary_key=True)
    offset = models.DurationField()

    class Meta:
        app_label = "kit"
        db_table = "kit_clock"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="kit_clock_one_row")
        ]


class Schedule(models.Model):
    """A job that falls due: compared with the world's clock, never with the machine's."""

    job = models.TextField(primary_key=True)
    due_at = models.DateTimeField()
    period = models.DurationField()

    class Meta:
        app_label = "kit"
        db_table = "kit_schedule"


class Visit(models.Model):
    """A one-time link, or the visit that it opened: by the SHA-256 of its token."""

    digest = models.BinaryField(primary_key=True)
    step = models.TextField()
    role = models.TextField()
    name = models.TextField()
    channel = models.TextField()
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "kit"
        db_table = "kit_visit"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(step__in=["link", "visit"]), name="kit_visit_step"
            )
        ]
