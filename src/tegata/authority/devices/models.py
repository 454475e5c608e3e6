"""One row a phone, one row a duty."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

_LIVE = Q(state__in=["open", "suspended"])


class Phone(models.Model):
    """One phone in one person's hands."""

    device = models.TextField(primary_key=True)
    model = models.TextField()
    os = models.TextField()
    os_version = models.SmallIntegerField()
    holder = models.TextField(db_index=True)
    state = models.TextField()
    element = models.BinaryField(db_index=True)
    deletion = models.BinaryField(null=True)
    prepared_at = models.DateTimeField()

    class Meta:
        app_label = "devices"
        db_table = "devices_phone"
        constraints: ClassVar = [
            # One phone per person (D-ENR-01), and one person per secure element.
            models.UniqueConstraint(
                fields=["holder"], condition=Q(state="active"), name="devices_one_active_phone"
            ),
            models.UniqueConstraint(
                fields=["element"], condition=Q(state="active"), name="devices_one_active_holder"
            ),
        ]


class Duty(models.Model):
    """What one phone's holder must do, or did."""

    id = models.BigAutoField(primary_key=True)
    phone = models.ForeignKey(Phone, on_delete=models.PROTECT, db_column="device")
    reason = models.TextField()
    state = models.TextField()
    since = models.DateTimeField()
    why = models.TextField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "devices"
        db_table = "devices_duty"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["phone"], condition=_LIVE, name="devices_one_live_duty")
        ]
