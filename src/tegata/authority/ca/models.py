"""CA keys and what they sign."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tegata.pki.profiles.kinds import HOLDERS, CertificateKind

_ORDERED = ["list", CertificateKind.OCSP_RESPONDER.value, *sorted(kind.value for kind in HOLDERS)]


class Generation(models.Model):
    """One CA key, by its certificate; the private key is the press's."""

    key_id = models.BinaryField(primary_key=True)
    family = models.TextField()
    number = models.SmallIntegerField()
    rulebook = models.TextField()
    base = models.TextField()
    certificate = models.BinaryField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "ca"
        db_table = "ca_generation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "number"], name="ca_generation_once")
        ]


class Counter(models.Model):
    """The last serial that a family's CA gave away: its generations share one line of numbers."""

    family = models.TextField(primary_key=True)
    last = models.BinaryField()

    class Meta:
        app_label = "ca"
        db_table = "ca_counter"


class Order(models.Model):
    """Octets to be signed, durable before the key is touched, and their signature after."""

    id = models.BigAutoField(primary_key=True)
    issuer = models.BinaryField()
    serial = models.BinaryField(null=True)
    kind = models.TextField()
    tbs = models.BinaryField()
    ordered_at = models.DateTimeField()
    signature = models.BinaryField(null=True)
    signed_at = models.DateTimeField(null=True)
    findings = models.TextField(default="")

    class Meta:
        app_label = "ca"
        db_table = "ca_order"
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=Q(signature=None, findings=""), name="ca_order_waiting"
            )
        ]
        constraints: ClassVar = [
            # No serial is used twice (RFC 5280, 4.1.2.2): the database says so.
            models.UniqueConstraint(fields=["issuer", "serial"], name="ca_order_serial_once"),
            models.CheckConstraint(
                condition=Q(kind="list") ^ Q(serial__isnull=False), name="ca_order_list_or_serial"
            ),
            # Only a ceremony makes a CA: no row asks the press for one.
            models.CheckConstraint(condition=Q(kind__in=_ORDERED), name="ca_order_kind"),
            models.CheckConstraint(
                condition=Q(signature=None, signed_at=None)
                | Q(signature__isnull=False, signed_at__isnull=False, findings=""),
                name="ca_order_signed_or_refused",
            ),
        ]
