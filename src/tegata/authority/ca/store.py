"""Rows of the CA ↔ values."""

from datetime import datetime

from tegata.authority.ca import models
from tegata.authority.ca.problems import IssuerUnknown, NotSigned
from tegata.authority.ca.values import Draft, Generation, rulebook_named
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import CertificateName, KeyId, Serial

_LIST = "list"


def generations() -> list[Generation]:
    """Fetch every CA key, oldest first."""
    rows = models.Generation.objects.order_by("family", "number")
    return [_generation(row) for row in rows]


def generation(issuer: KeyId) -> Generation:
    """Fetch one CA key. Raises IssuerUnknown."""
    row = models.Generation.objects.filter(key_id=issuer.octets).first()
    if row is None:
        raise IssuerUnknown(issuer=str(issuer))
    return _generation(row)


def add_generation(made: Generation, base: str) -> None:
    """Add a CA key, by its certificate, and let the family count on from its serial."""
    models.Generation.objects.create(
        key_id=made.key_id.octets,
        family=made.family,
        number=made.number,
        rulebook=made.rulebook.name,
        base=base,
        certificate=made.certificate.der,
        starts_at=made.certificate.not_before,
        ends_at=made.certificate.not_after,
    )
    write_counter(made.family, made.certificate.serial)


def lock_counter(family: Family) -> Serial:
    """Fetch the last serial of a family and hold it: serials are given away one by one."""
    row = models.Counter.objects.select_for_update().get(family=family)
    return Serial.of_octets(bytes(row.last))


def write_counter(family: Family, last: Serial) -> None:
    """Write the last serial of a family."""
    models.Counter.objects.update_or_create(family=family, defaults={"last": last.octets})


def add_certificate_order(
    name: CertificateName, kind: CertificateKind, tbs: bytes, now: datetime
) -> None:
    """Order a certificate's signature."""
    models.Order.objects.create(
        issuer=name.issuer.octets,
        serial=name.serial.octets,
        kind=kind,
        tbs=tbs,
        ordered_at=now,
    )


def add_list_order(issuer: KeyId, tbs: bytes, now: datetime) -> int:
    """Order a list's signature; tell the number of the order."""
    order = models.Order.objects.create(issuer=issuer.octets, kind=_LIST, tbs=tbs, ordered_at=now)
    return order.pk


def lock_waiting() -> Draft | None:
    """Fetch and hold the oldest draft that waits for its signature; none when all is signed.

    Orders that another press holds are passed over.
    """
    order = (
        models.Order.objects.select_for_update(skip_locked=True)
        .filter(signature=None, findings="")
        .order_by("id")
        .first()
    )
    if order is None:
        return None
    kind = None if order.kind == _LIST else CertificateKind(order.kind)
    serial = None if order.serial is None else Serial.of_octets(bytes(order.serial))
    return Draft(order.pk, KeyId(bytes(order.issuer)), serial, kind, bytes(order.tbs))


def write_signature(draft: Draft, signature: bytes, now: datetime) -> None:
    """Write a draft's signature."""
    models.Order.objects.filter(pk=draft.order, signature=None).update(
        signature=signature, signed_at=now
    )


def write_findings(draft: Draft, findings: str) -> None:
    """Write why a draft will never be signed."""
    models.Order.objects.filter(pk=draft.order).update(findings=findings)


def signed_certificate(name: CertificateName) -> tuple[bytes, bytes]:
    """Fetch what was signed and its signature. Raises NotSigned."""
    order = models.Order.objects.filter(
        issuer=name.issuer.octets, serial=name.serial.octets, signature__isnull=False
    ).first()
    if order is None or order.signature is None:
        raise NotSigned(what=f"Certificate {name}")
    return bytes(order.tbs), bytes(order.signature)


def is_refused(name: CertificateName) -> bool:
    """Tell whether a certificate's order has findings, so that it is never signed."""
    orders = models.Order.objects.filter(issuer=name.issuer.octets, serial=name.serial.octets)
    return orders.exclude(findings="").exists()


def signed_list(number: int) -> tuple[bytes, bytes]:
    """Fetch a list's signed octets and signature, by its order. Raises NotSigned."""
    order = models.Order.objects.filter(pk=number, kind=_LIST, signature__isnull=False).first()
    if order is None or order.signature is None:
        raise NotSigned(what=f"List order {number}")
    return bytes(order.tbs), bytes(order.signature)


def _generation(row: models.Generation) -> Generation:
    return Generation(
        Family(row.family),
        row.number,
        rulebook_named(row.rulebook, row.base),
        Certificate.parse(bytes(row.certificate)),
    )
