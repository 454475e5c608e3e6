"""An authority with keys: a ceremony held, a press to sign with."""

from pathlib import Path

from django.db import transaction

from makers.certificates import ENDS, NAKA, PERSON, public
from tegata import site
from tegata.authority.ca import public as ca
from tegata.authority.ca import rules
from tegata.authority.ca.door import Press
from tegata.authority.ca.service import ceremony as ceremonies
from tegata.kit.core.context import Context
from tegata.kit.data.keyfile import KeyFolder
from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.facts import Holder
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind, Family
from tegata.pki.x509.names import CertificateName

CEREMONY = Path(site.__file__).parent / "ceremony.toml"
BASE = "http://127.0.0.1:8080"


def hold_ceremony(ctx: Context, folder: Path, text: str = "") -> Press:
    """Make the sandbox's CA keys in ``folder`` and give the press that holds them."""
    keys = KeyFolder(folder, b"test")
    ceremony = rules.read_ceremony(text or CEREMONY.read_text(), BASE)
    ceremonies.hold_ceremony(
        ctx,
        ceremony=ceremony,
        base=BASE,
        make_key=keys.make,
        sign=lambda tbs, issuer: keys.open(str(issuer)).sign(tbs),
    )
    return Press(keys, {})


def reserved(
    ctx: Context, kind: CertificateKind = CertificateKind.CARD_SIGN, number: int = 1
) -> CertificateName:
    """Reserve a certificate for the test person."""
    personal = PERSON if HOLDERS[kind] is Family.SIGN else None
    holder = Holder(NAKA, Application(number, ctx.now), personal)
    with transaction.atomic():
        return ca.reserve(
            ctx,
            kind=kind,
            key=public(kind),
            ends=ENDS,
            subject=holder,
        )
