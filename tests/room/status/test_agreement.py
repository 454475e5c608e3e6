"""Answers and lists are two views of one truth: they never disagree."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define, evolve
from cryptography import x509
from cryptography.x509.ocsp import OCSPCertStatus, load_der_ocsp_response
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from makers.authority import hold_ceremony, reserved
from marks import row
from tegata.authority.ca.door import Press
from tegata.authority.status import public as status
from tegata.authority.status.service import answers, delegates, lists
from tegata.authority.status.values import ALL, Cause, Partition
from tegata.kit.core.context import Context
from tegata.kit.core.problem import Problem
from tegata.kit.data.keyfile import KeyFolder
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName

pytestmark = pytest.mark.django_db
PLACES = ("14104", "13101")
ACTS = ("issue", "activate", "hold", "resume", "revoke")
Told = dict[int, tuple[str, object] | None]
"""Serial → when and why it is stopped; None while it is not."""


@define
class Authority:
    """A CA, its responder, and the next moment."""

    ctx: Context
    press: Press
    desks: answers.Desks

    def reserve(self, number: int) -> CertificateName:
        kind = CertificateKind.PHONE_AUTH
        name = reserved(self.ctx, kind, number + 1)
        with transaction.atomic():
            status.register(
                self.ctx,
                name=name,
                kind=kind,
                holder=f"person-{number}",
                municipality=PLACES[number % len(PLACES)],
                expires=self.ctx.now + timedelta(days=900),
            )
        return name

    def act(self, act: str, name: CertificateName) -> None:
        """Do what is asked, where the certificate's state lets it."""
        self.ctx = evolve(self.ctx, now=self.ctx.now + timedelta(minutes=7))
        with suppress(Problem), transaction.atomic():
            match act:
                case "issue":
                    status.mark_issued(self.ctx, name=name)
                case "activate":
                    status.activate(self.ctx, name=name)
                case "hold":
                    status.suspend(self.ctx, name=name)
                case "resume":
                    status.lift(self.ctx, name=name)
                case "revoke":
                    status.stop(self.ctx, name=name, cause=Cause.RESIDENT_CHANGE)

    def answered(self, names: Sequence[CertificateName]) -> Told:
        hashes = self.desks[names[0].issuer].hashes
        request = StatusRequest(tuple(hashes.cert_id(name.serial) for name in names))
        said = load_der_ocsp_response(
            answers.answer(self.ctx, request=request, desks=self.desks)
        ).responses
        return {
            one.serial_number: (str(one.revocation_time_utc), one.revocation_reason)
            if one.certificate_status is OCSPCertStatus.REVOKED
            else None
            for one in said
        }

    def listed(self, partition: Partition) -> Told:
        """Publish the next list, and read it."""
        self.ctx = evolve(self.ctx, now=self.ctx.now + timedelta(seconds=1))
        drafted = lists.draft_list(self.ctx, partition=partition)
        list(self.press.sign_waiting())
        lists.publish_list(self.ctx, order=drafted.order)
        octets = lists.read_list(self.ctx, partition=partition).octets
        return {
            one.serial_number: (
                str(one.revocation_date_utc),
                one.extensions.get_extension_for_class(x509.CRLReason).value.reason,
            )
            for one in x509.load_der_x509_crl(octets)
        }


@pytest.fixture
def authority(ctx: Context, tmp_path: Path) -> Authority:
    press = hold_ceremony(ctx, tmp_path / "press")
    keys = KeyFolder(tmp_path / "status", b"test")
    delegates.renew_delegates(ctx, make_key=keys.make)
    list(press.sign_waiting())
    delegates.collect_delegates(ctx)
    return Authority(ctx, press, delegates.open_desks(ctx, open_key=keys.open))


acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=25)
alive = st.sets(st.integers(0, 5), min_size=3)


@row("CRL-006")
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(alive=alive, acts=acts)
def test_what_is_answered_revoked_is_on_the_next_list_and_nothing_else_is(
    authority: Authority, alive: set[int], acts: list[tuple[str, int]]
) -> None:
    names = [authority.reserve(number) for number in range(6)]
    for act, number in [(act, each) for each in alive for act in ("issue", "activate")] + acts:
        authority.act(act, names[number])

    told = authority.answered(names)

    ours = {name.serial.number for name in names}
    issuer = names[0].issuer
    whole = authority.listed(Partition(issuer, ALL))
    parts = {
        serial: entry
        for place in PLACES
        for serial, entry in authority.listed(Partition(issuer, place)).items()
    }
    stopped = {serial: entry for serial, entry in told.items() if entry is not None}
    assert {serial: entry for serial, entry in whole.items() if serial in ours} == stopped
    assert {serial: entry for serial, entry in parts.items() if serial in ours} == stopped
