"""One row a certificate, and one row a change."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

_STOPPED = Q(state__in=["hold", "revoked"])


class Certificate(models.Model):
    """The truth about one certificate, for OCSP and CRL alike."""

    pk = models.CompositePrimaryKey("issuer", "serial")
    issuer = models.BinaryField()
    serial = models.BinaryField()
    kind = models.TextField()
    holder = models.TextField(db_index=True)
    municipality = models.TextField()
    expires_at = models.DateTimeField()
    state = models.TextField()
    cause = models.TextField(null=True)  # noqa: DJ001 - absent is not an empty cause
    reason = models.SmallIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "status"
        db_table = "status_certificate"
        indexes: ClassVar = [
            # What a list reads: the stopped ones of one range (CRL-002).
            models.Index(
                fields=["issuer", "municipality"], condition=_STOPPED, name="status_stopped"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    (
                        _STOPPED
                        & Q(reason__isnull=False, cause__isnull=False, revoked_at__isnull=False)
                    )
                    | (
                        Q(state__in=["reserved", "issued", "good"])
                        & Q(reason__isnull=True, cause__isnull=True, revoked_at__isnull=True)
                    )
                ),
                name="status_stopped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="hold", reason=6) | ~Q(state="hold") & ~Q(reason=6),
                name="status_hold_is_reason_6",
            ),
        ]


class Change(models.Model):
    """One change of one certificate's state, in the order of its id: what justifies a list."""

    id = models.BigAutoField(primary_key=True)
    issuer = models.BinaryField()
    serial = models.BinaryField()
    before = models.TextField()
    after = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "status"
        db_table = "status_change"
        indexes: ClassVar = [models.Index(fields=["issuer", "serial"], name="status_change_of")]


class List(models.Model):
    """One revocation list: its number is durable before it is signed, its octets after."""

    id = models.BigAutoField(primary_key=True)
    issuer = models.BinaryField()
    municipality = models.TextField(blank=True)
    number = models.BigIntegerField()
    this_update = models.DateTimeField()
    next_update = models.DateTimeField()
    order = models.BigIntegerField(unique=True)
    published_at = models.DateTimeField(null=True)
    octets = models.BinaryField(null=True)
    entries = models.BigIntegerField(null=True)
    withheld = models.TextField(default="")

    class Meta:
        app_label = "status"
        db_table = "status_list"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "municipality", "number"], name="status_list_number_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(octets__isnull=False, withheld=""),
                name="status_list_published_whole",
            ),
        ]


class Responder(models.Model):
    """The certificate by which this authority answers for one CA key, and the key it names.

    It is copied here, so that the status process need not read the orders: they carry the four items.
    """

    issuer = models.BinaryField(primary_key=True)
    serial = models.BinaryField()
    key_id = models.BinaryField()
    ends_at = models.DateTimeField()
    certificate = models.BinaryField(null=True)

    class Meta:
        app_label = "status"
        db_table = "status_responder"
