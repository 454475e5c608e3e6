"""A person with a card and phones, and an authority that enrols them: real keys throughout."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from attrs import define, evolve, field, frozen

from fakes.keys import PooledKeys, next_key, public_of
from fakes.residents import record
from makers.authority import BASE, CEREMONY
from makers.cards import FACE, NOW, PINS, issuer, make_seal, maker
from tegata.authority.ca import rules
from tegata.authority.ca.door import Press
from tegata.authority.ca.service import ceremony as ceremonies
from tegata.authority.devices.public import DeviceId, Handset, Os, read_phone
from tegata.authority.enrolment.rules import documents
from tegata.authority.enrolment.service import (
    cards,
    challenges,
    collecting,
    delivery,
    phones,
    revocation,
    submission,
)
from tegata.authority.enrolment.values import Aim, Application, Begun, Proof, Submission
from tegata.authority.people import service as people
from tegata.authority.people.public import PersonId
from tegata.authority.status import public as status
from tegata.card.personal import personalise_card
from tegata.card.phone import VirtualPhone
from tegata.card.request import certification_request
from tegata.card.shelves import MemoryShelf
from tegata.card.terminal import Terminal
from tegata.card.values import Purpose
from tegata.card.virtual import VirtualCard
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data.keyfile import KeyFolder, RsaKey
from tegata.pki.cms.signing import assemble_message, signed_attributes
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.certificate import Certificate, key_id_of
from tegata.pki.x509.names import CertificateName, KeyId

TERM = timedelta(days=30)
MAKERS = [maker().root]
OPERATOR = Actor(Role.OPERATOR, "operator-1", Channel.PHONE_CALL)
CLERK = Actor(Role.CLERK, "clerk-1", Channel.COUNTER)
CALL_BACK = "090-0000-0001"


def blank_card() -> VirtualCard:
    shelf, seal = MemoryShelf(), make_seal()
    return personalise_card(
        face=FACE, pins=PINS, sign_face=issuer("municipality").sign,
        keys=PooledKeys(), seal=seal, shelf=shelf,
    )  # fmt: skip


def blank_phone(model: str = "SO-51C") -> VirtualPhone:
    shelf, seal = MemoryShelf(), make_seal()
    return VirtualPhone.manufacture(
        model=model, certify=lambda key: maker().certify(key, now=NOW),
        keys=PooledKeys(), seal=seal, shelf=shelf,
    )  # fmt: skip


def element_of(phone: VirtualPhone) -> KeyId:
    return key_id_of(Certificate.parse(phone.element).key)


def handset_of(phone: VirtualPhone) -> Handset:
    return Handset(Os.ANDROID, 13, phone.model, reads_cards=True)


def cms(card: VirtualCard, content: bytes, ctx: Context) -> bytes:
    """Sign a document as the card does for its holder."""
    attributes = signed_attributes(message_digest=sha256(content).digest(), signing_time=ctx.now)
    signature = Terminal.open(card).sign(Purpose.SIGN, PINS.sign, attributes)
    written = card.certificate(Purpose.SIGN)
    assert written is not None
    return assemble_message(
        attributes=attributes, signature=signature, signer=Certificate.parse(written),
        content=content,
    )  # fmt: skip


def hold_ceremony(ctx: Context, folder: Path) -> Press:
    """Hold the sandbox's ceremony with keys of the pool."""
    made: dict[KeyId, RsaKey] = {}

    def make() -> bytes:
        key = next_key()
        made[key_id_of(public_of(key))] = RsaKey(key)
        return public_of(key)

    ceremonies.hold_ceremony(
        ctx,
        ceremony=rules.read_ceremony(CEREMONY.read_text(), BASE),
        base=BASE,
        make_key=make,
        sign=lambda tbs, issuer: made[issuer].sign(tbs),
    )
    return Press(KeyFolder(folder, b"test"), dict(made))


@frozen
class Enrolled:
    """A phone that has been through it."""

    phone: VirtualPhone
    application: Application


@define
class World:
    """One person at one authority."""

    ctx: Context
    press: Press
    person: PersonId
    card: VirtualCard = field(factory=blank_card)

    @classmethod
    def found(cls, ctx: Context, folder: Path, birth: date = date(1990, 5, 12)) -> "World":
        press = hold_ceremony(ctx, folder)
        resident = people.register(ctx, record=record(birth=birth), on=date(2020, 4, 1))
        return cls(ctx, press, resident.person)

    # --- who acts

    @property
    def holder(self) -> str:
        return str(self.person)

    @property
    def app(self) -> Context:
        return self.acting(Actor(Role.PERSON, self.holder, Channel.APP))

    @property
    def counter(self) -> Context:
        return self.acting(CLERK)

    @property
    def operator(self) -> Context:
        return self.acting(OPERATOR)

    def acting(self, actor: Actor) -> Context:
        return evolve(self.ctx, actor=actor)

    def later(self, time: timedelta) -> None:
        self.ctx = evolve(self.ctx, now=self.ctx.now + time)

    # --- the worker

    def sign(self, application: Application) -> Application:
        """Let the press sign what waits, and take it in."""
        list(self.press.sign_waiting())
        return self.collect(application)

    def collect(self, application: Application) -> Application:
        for name in application.certificates:
            collecting.collect(self.ctx, name=name)
        return application

    # --- the counter

    def card_requests(self, *purposes: Purpose) -> dict[Purpose, bytes]:
        terminal = Terminal.open(self.card)
        pins = {Purpose.SIGN: PINS.sign, Purpose.AUTH: PINS.auth}
        return {
            each: certification_request(terminal, each, pins[each], self.card.public_key(each))
            for each in purposes
        }

    def with_card(self) -> "World":
        requests = self.card_requests(Purpose.SIGN, Purpose.AUTH)
        ordered = cards.issue(self.counter, person=self.person, requests=requests, term=TERM)
        self.write_card(self.sign(ordered))
        return self

    def write_card(self, application: Application) -> None:
        written = delivery.download(self.counter, application=application.id)
        for purpose, issued in zip(application.aim.purposes, written, strict=True):
            self.card.write_certificate(purpose, issued)
        last = application.aim.purposes[-1]
        pin = PINS.auth if last is Purpose.AUTH else PINS.sign
        signed = documents.receipt([each.certificate for each in written])
        receipt = Terminal.open(self.card).sign(last, pin, signed)
        delivery.confirm_written(self.counter, application=application.id, receipt=receipt)

    def order_sign(self) -> Application:
        """Order a new signature certificate for the card in use, as after a move."""
        self.card.generate_key(Purpose.SIGN)
        requests = self.card_requests(Purpose.SIGN)
        return cards.reissue_sign(self.counter, person=self.person, requests=requests, term=TERM)

    def reissue_sign(self) -> None:
        self.write_card(self.sign(self.order_sign()))

    # --- the phone

    def begin(self, phone: VirtualPhone, aim: Aim = Aim.PHONE) -> Begun:
        return phones.begin(self.app, aim=aim, handset=handset_of(phone), element=element_of(phone))

    def prepared(self, phone: VirtualPhone, begun: Begun) -> Submission:
        """Make keys, ask for them, and let the card sign: what the app sends."""
        phone.set_pins(PINS)
        if begun.application.aim is Aim.PHONE:
            phone.generate_keys()
        else:
            phone.card.generate_key(Purpose.SIGN)
        return self.evidence(phone, begun)

    def evidence(self, phone: VirtualPhone, begun: Begun) -> Submission:
        pins = {Purpose.SIGN: PINS.sign, Purpose.AUTH: PINS.auth}
        requests = {
            each: phone.request(each, pins[each]) for each in begun.application.aim.purposes
        }
        octets = begun.challenge.octets
        known = read_phone(DeviceId(begun.application.carrier))
        document = documents.document(begun.application, known, requests, octets)
        return Submission(
            octets, cms(self.card, document, self.ctx), requests, phone.attest(octets).encode(),
            CALL_BACK,
        )  # fmt: skip

    def submit(self, begun: Begun, sent: Submission, makers: list[bytes] = MAKERS) -> Application:
        return submission.submit(
            self.app, application=begun.application.id, submission=sent, makers=makers, term=TERM
        )

    def apply(self, phone: VirtualPhone, aim: Aim = Aim.PHONE) -> Application:
        begun = self.begin(phone, aim)
        return self.submit(begun, self.prepared(phone, begun))

    def receipt(self, phone: VirtualPhone, application: Application) -> bytes:
        """Write the certificates to the phone and let its new key say so."""
        written = delivery.download(self.app, application=application.id)
        for purpose, each in zip(application.aim.purposes, written, strict=True):
            phone.card.write_certificate(purpose, each)
        last = application.aim.purposes[-1]
        pin = PINS.auth if last is Purpose.AUTH else PINS.sign
        signed = documents.receipt([each.certificate for each in written])
        return Terminal.open(phone).sign(last, pin, signed)

    def write(self, phone: VirtualPhone, application: Application) -> Application:
        return delivery.confirm_written(
            self.app, application=application.id, receipt=self.receipt(phone, application)
        )

    def enrol(self, phone: VirtualPhone | None = None) -> Enrolled:
        phone = phone or blank_phone()
        return Enrolled(phone, self.write(phone, self.sign(self.apply(phone))))

    # --- the end

    def proof(
        self, name: CertificateName, by: CertificateName, carrier: VirtualCard | VirtualPhone,
        purpose: Purpose = Purpose.SIGN,
    ) -> Proof:  # fmt: skip
        challenge = challenges.ask(self.app, about=f"certificate:{name}").octets
        pin = PINS.sign if purpose is Purpose.SIGN else PINS.auth
        signature = Terminal.open(carrier).sign(purpose, pin, documents.revocation(name, challenge))
        return Proof(challenge, by, signature)

    def revoke(self, name: CertificateName, by: Proof) -> status.Certificate:
        return revocation.revoke(self.app, name=name, proof=by)

    # --- what is true

    def states(self) -> dict[CertificateKind, list[status.State]]:
        """The states of all certificates of the person, by kind, oldest first."""
        found: dict[CertificateKind, list[status.State]] = {}
        for each in status.lock_certificates_of(self.holder):
            found.setdefault(each.kind, []).append(each.state)
        return found

    def named(self, kind: CertificateKind) -> CertificateName:
        """The name of the person's last certificate of a kind."""
        return [
            each.name for each in status.lock_certificates_of(self.holder) if each.kind is kind
        ][-1]
