"""A phone is enrolled with the card: derived, attested, written once, one phone per person."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from makers.cards import PINS
from makers.enrolments import (
    TERM,
    World,
    blank_phone,
    element_of,
    handset_of,
)
from marks import row
from tegata.authority.ca import public as ca
from tegata.authority.devices.public import PhoneState, phones_of
from tegata.authority.enrolment import store
from tegata.authority.enrolment.problems import (
    ApplicationLapsed,
    AppOnly,
    ForbiddenProxy,
    NoCard,
    NotOpen,
    WrongStep,
)
from tegata.authority.enrolment.service import collecting, delivery, phones
from tegata.authority.enrolment.values import Aim, Application, ApplicationState
from tegata.authority.status import public as status
from tegata.card.terminal import Terminal
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.ledger.public import acts_about
from tegata.pki.problems import SignatureWrong
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.certificate import Certificate

pytestmark = pytest.mark.django_db

SIGN, AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH
GOOD, REVOKED = status.State.GOOD, status.State.REVOKED


def phone_states(world: World) -> dict[CertificateKind, list[status.State]]:
    return {kind: states for kind, states in world.states().items() if kind in (SIGN, AUTH)}


def good_pairs(world: World) -> list[CertificateKind]:
    held = status.lock_certificates_of(world.holder)
    return sorted(each.kind for each in held if each.kind in (SIGN, AUTH) and each.state is GOOD)


@row("ENR-005")
def test_after_enrolment_the_phone_holds_one_pair_that_works(world: World) -> None:
    enrolled = world.enrol()

    assert enrolled.application.state is ApplicationState.WRITTEN
    assert phone_states(world) == {SIGN: [GOOD], AUTH: [GOOD]}
    for purpose, name, pin in zip(
        enrolled.application.aim.purposes,
        enrolled.application.certificates,
        (PINS.sign, PINS.auth),
        strict=True,
    ):
        octets = Terminal.open(enrolled.phone).read_certificate(purpose, pin)
        certificate = Certificate.parse(octets)
        certificate.check_signed_by(ca.generation(name.issuer).certificate.key)
        assert certificate.name == name


@row("ENR-004")
def test_the_phones_keys_and_serials_are_new(world: World) -> None:
    world.enrol()

    held = status.lock_certificates_of(world.holder)
    keys = {Certificate.parse(ca.certificate(each.name)).key for each in held}

    assert len(keys) == len({each.name for each in held}) == 4


@row("D-ENR-03")
def test_the_phones_certificates_end_with_the_cards(world: World) -> None:
    world.later(timedelta(days=400))
    world.enrol()

    ends = {each.expires for each in status.lock_certificates_of(world.holder)}

    assert ends == {datetime(2028, 5, 12, 14, 59, 59, tzinfo=UTC)}


@row("ENR-001")
def test_before_the_first_day_every_request_is_refused(world: World) -> None:
    world.ctx = evolve(world.ctx, now=datetime(2023, 5, 10, 14, 59, 59, tzinfo=UTC))

    with pytest.raises(NotOpen):
        world.begin(blank_phone())


@row("ENR-003")
def test_whoever_has_no_card_is_refused(ctx: Context, tmp_path: Path) -> None:
    world = World.found(ctx, tmp_path)

    with pytest.raises(NoCard):
        world.begin(blank_phone())


@row("ENR-011")
@pytest.mark.parametrize("channel", [way for way in Channel if way is not Channel.APP])
def test_no_client_but_the_app_enrols(world: World, channel: Channel) -> None:
    phone = blank_phone()
    ctx = world.acting(Actor(Role.PERSON, world.holder, channel))

    with pytest.raises(AppOnly):
        phones.begin(ctx, aim=Aim.PHONE, handset=handset_of(phone), element=element_of(phone))
    with pytest.raises(AppOnly):
        phones.offer(ctx, handset=handset_of(phone))


def test_another_person_sees_nothing_of_an_application(world: World) -> None:
    application = world.apply(blank_phone())
    stranger = world.acting(Actor(Role.PERSON, "somebody-else", Channel.APP))

    with pytest.raises(ForbiddenProxy):
        delivery.look_up(stranger, application=application.id)
    with pytest.raises(ForbiddenProxy):
        delivery.cancel(stranger, application=application.id)


def test_an_application_is_ready_when_both_are_signed(world: World) -> None:
    application = world.apply(blank_phone())
    list(world.press.sign_waiting())
    first, second = application.certificates

    collecting.collect(world.ctx, name=first)
    assert store.read_application(application.id).state is ApplicationState.ISSUING
    with pytest.raises(WrongStep):
        delivery.download(world.app, application=application.id)
    collecting.collect(world.ctx, name=second)
    collecting.collect(world.ctx, name=second)

    assert store.read_application(application.id).state is ApplicationState.READY_TO_WRITE
    assert acts_about(f"application:{application.id}") == [
        "enrolment.begin.phone",
        "enrolment.card-signed",
        "enrolment.issuing",
        "enrolment.ready-to-write",
    ]


def test_what_the_press_refuses_ends_the_application(world: World) -> None:
    application = world.apply(blank_phone())

    collecting.refuse(world.ctx, name=application.certificates[0])
    collecting.refuse(world.ctx, name=application.certificates[1])

    assert store.read_application(application.id).state is ApplicationState.REFUSED
    assert phone_states(world) == {SIGN: [REVOKED], AUTH: [REVOKED]}


@row("D-ENR-01")
def test_at_no_instant_two_pairs_are_good(world: World) -> None:
    first = world.enrol()
    second = blank_phone()
    begun = world.begin(second)
    assert begun.replaces == first.application.carrier  # the person sees the warning first
    seen = [good_pairs(world)]
    application = world.submit(begun, world.prepared(second, begun))
    seen.append(good_pairs(world))
    world.sign(application)
    seen.append(good_pairs(world))

    world.write(second, application)

    assert [*seen, good_pairs(world)] == [[AUTH, SIGN]] * 4
    assert phone_states(world) == {SIGN: [REVOKED, GOOD], AUTH: [REVOKED, GOOD]}
    old = status.read_certificate(first.application.certificates[0])
    assert old.revocation is not None
    assert old.revocation.cause is status.Cause.SUPERSEDED
    assert [phone.state for phone in phones_of(world.holder)].count(PhoneState.ACTIVE) == 1


def test_a_receipt_of_another_key_changes_nothing(world: World) -> None:
    phone, application = blank_phone(), None
    application = world.sign(world.apply(phone))
    receipt = world.receipt(phone, application)

    with pytest.raises(SignatureWrong):
        delivery.confirm_written(
            world.app, application=application.id, receipt=receipt[:-1] + b"\0"
        )

    assert good_pairs(world) == []


def test_whoever_applies_again_gives_the_first_application_up(world: World) -> None:
    first = world.sign(world.apply(blank_phone()))
    phone = blank_phone()
    second = world.sign(world.apply(phone))

    world.write(phone, second)

    assert store.read_application(first.id).state is ApplicationState.CANCELLED
    assert phone_states(world) == {SIGN: [REVOKED, GOOD], AUTH: [REVOKED, GOOD]}


@row("D-ENR-02")
def test_what_is_not_written_in_time_expires_and_never_becomes_good(world: World) -> None:
    phone = blank_phone()
    application = world.sign(world.apply(phone))
    receipt = world.receipt(phone, application)
    world.later(TERM)

    with pytest.raises(ApplicationLapsed):
        delivery.confirm_written(world.app, application=application.id, receipt=receipt)
    expired = delivery.expire_next(world.ctx)

    assert expired is not None
    assert delivery.expire_next(world.ctx) is None
    assert store.read_application(application.id).state is ApplicationState.EXPIRED
    assert phone_states(world) == {SIGN: [REVOKED], AUTH: [REVOKED]}


def test_a_cancelled_application_leaves_nothing_behind(world: World) -> None:
    application: Application = world.sign(world.apply(blank_phone()))

    delivery.cancel(world.app, application=application.id)

    assert phone_states(world) == {SIGN: [REVOKED], AUTH: [REVOKED]}
    with pytest.raises(WrongStep):
        delivery.cancel(world.app, application=application.id)


@row("ENR-014")
def test_after_a_revocation_a_new_enrolment_has_new_serials(world: World) -> None:
    first = world.enrol()
    for name in first.application.certificates:
        world.revoke(name, world.proof(name, world.named(CertificateKind.CARD_SIGN), world.card))

    second = world.enrol(first.phone)

    assert not set(first.application.certificates) & set(second.application.certificates)
    assert phone_states(world) == {SIGN: [REVOKED, GOOD], AUTH: [REVOKED, GOOD]}
