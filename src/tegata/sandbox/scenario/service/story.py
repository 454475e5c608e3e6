"""The story: one phone certificate's whole life, each step with the proof obtained from outside."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from attrs import define

from tegata.authority.people import public as people
from tegata.card.values import Purpose
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.x509.certificate import Certificate
from tegata.sandbox.scenario.service.hands import App, Carrier, Counter, Helpline
from tegata.sandbox.scenario.service.line import await_that
from tegata.sandbox.scenario.service.reader import opensc_reads
from tegata.sandbox.scenario.service.witnesses import Witnesses
from tegata.sandbox.scenario.values import Proof, Step, Verdict

_HELD = "revoked/certificateHold"


@define
class Cast:
    """Who and what plays in one story."""

    person: people.Resident
    counter: Counter
    helpline: Helpline
    app: App
    card: Carrier
    witnesses: Witnesses
    wait: Callable[[timedelta], None]
    """Lets time pass in this world."""
    move_house: Callable[[], None]
    """Has the municipality record a new address."""
    prove_ledger: Callable[[], Proof]
    card_folder: Path
    card_secret: Path

    @property
    def holder(self) -> str:
        """The person's opaque identifier."""
        return str(self.person.person)


def play(cast: Cast) -> Iterator[Step]:
    """Play the main job from the first card to the last revocation."""
    yield from _get_a_card(cast)
    yield from _enrol(cast)
    yield from _lose_and_find(cast)
    yield from _move(cast)
    yield from _trade_in(cast)
    yield Step("台帳を検証する", "the ledger proves itself", (cast.prove_ledger(),))


def _get_a_card(cast: Cast) -> Iterator[Step]:
    cast.counter.issue(cast.holder, cast.card)
    # A new world's responders get their certificates while the first card is made.
    for purpose in Purpose:
        _await_answer(cast, purpose)
    yield Step(
        "窓口でマイナンバーカードを受け取る",
        "a card is issued at the counter",
        (_status(cast, "good", cast.card, Purpose.SIGN), _status(cast, "good", cast.card)),
    )
    yield Step(
        "カードを読み取る",
        "OpenSC reads the card",
        opensc_reads(cast.card_folder, cast.card_secret),
    )


def _enrol(cast: Cast) -> Iterator[Step]:
    phone = cast.app.hand
    cast.app.enrol(cast.card)
    yield Step(
        "スマホ用電子証明書を搭載する",
        "the phone is enrolled: applied with the card, written, confirmed",
        (_status(cast, "good", phone, Purpose.SIGN), _status(cast, "good", phone)),
    )
    yield Step(
        "ログインと署名に使う",
        "the phone answers a challenge and signs a document",
        (_answers_a_challenge(cast), _signs_a_document(cast)),
    )


def _lose_and_find(cast: Cast) -> Iterator[Step]:
    phone = cast.app.hand
    record = cast.person.record
    cast.helpline.suspend(
        cast.holder,
        name=record.name.text,
        birth=record.birth.isoformat(),
        address=record.address.text,
    )
    at_once = _status(cast, _HELD, phone)
    cast.wait(timedelta(days=1))
    yield Step(
        "紛失の電話で一時利用停止する",
        "the phone is lost: the helpline suspends it; the next list says so",
        (at_once, _listed(cast, phone, Purpose.AUTH, good=False)),
    )

    old = phone.certificate(Purpose.SIGN)
    cast.app.enrol(cast.card, resume=True)
    yield Step(
        "見つかったので停止を解除する",
        "it is found: authentication resumes, the signature certificate is issued anew",
        (
            _status(cast, "good", phone),
            _status(cast, "good", phone, Purpose.SIGN),
            _status_of_old(cast, "revoked", old, phone, Purpose.SIGN),
        ),
    )


def _move(cast: Cast) -> Iterator[Step]:
    phone = cast.app.hand
    cast.move_house()
    await_that(
        lambda: (
            _status(cast, "revoked/affiliationChanged", cast.card, Purpose.SIGN).verdict
            is not Verdict.BROKEN
        ),
        "the move revoked the signature certificates",
    )
    yield Step(
        "引っ越す",
        "the person moves: both signature certificates end, both authentication certificates stay",
        (
            _status(cast, "revoked/affiliationChanged", cast.card, Purpose.SIGN),
            _status(cast, "revoked/affiliationChanged", phone, Purpose.SIGN),
            _status(cast, "good", cast.card),
            _status(cast, "good", phone),
        ),
    )

    cast.card.card.generate_key(Purpose.SIGN)
    cast.counter.issue(cast.holder, cast.card, sign_only=True)
    old = phone.certificate(Purpose.AUTH)
    cast.app.enrol(cast.card)
    yield Step(
        "窓口で再発行を受け、スマホに搭載し直す",
        "re-issue at the counter, and the phone again: the old pair ends as the new one begins",
        (
            _status(cast, "good", cast.card, Purpose.SIGN),
            _status(cast, "good", phone, Purpose.SIGN),
            _status(cast, "good", phone),
            _status_of_old(cast, "revoked/superseded", old, phone, Purpose.AUTH),
        ),
    )


def _trade_in(cast: Cast) -> Iterator[Step]:
    phone = cast.app.hand
    cast.app.part_with("trade-in")
    # The sign key proves both; it goes last.
    cast.app.revoke(Purpose.AUTH)
    cast.app.revoke(Purpose.SIGN)
    revoked = (
        _status(cast, "revoked/cessationOfOperation", phone),
        _status(cast, "revoked/cessationOfOperation", phone, Purpose.SIGN),
    )
    cast.wait(timedelta(days=1))
    listed = (
        _listed(cast, phone, Purpose.SIGN, good=False),
        _listed(cast, cast.card, Purpose.SIGN, good=True),
    )
    cast.app.delete_keys()
    yield Step(
        "下取りに出す前に失効する",
        "the phone is traded in: both certificates are revoked, its keys destroyed",
        (*revoked, *listed),
    )


def certificates(cast: Cast) -> dict[str, bytes]:
    """Give the certificates of the card, each with its issuer's: the phone's were destroyed."""
    found: dict[str, bytes] = {}
    for purpose in Purpose:
        found[f"{cast.card.name}-{purpose}"] = cast.card.certificate(purpose).der
        found[f"{cast.card.name}-{purpose}-ca"] = cast.card.ca(purpose)
    return found


def _await_answer(cast: Cast, purpose: Purpose) -> None:
    await_that(
        lambda: _status(cast, "good", cast.card, purpose).verdict is not Verdict.BROKEN,
        "the responders answered",
    )


# --- proofs --------------------------------------------------------------------------------------


def _status(cast: Cast, expected: str, of: Carrier, purpose: Purpose = Purpose.AUTH) -> Proof:
    return cast.witnesses.status_is(
        expected, of.certificate(purpose).der, of.ca(purpose), about=f"{of.name} {purpose}"
    )


def _status_of_old(
    cast: Cast, expected: str, certificate: Certificate, of: Carrier, purpose: Purpose
) -> Proof:
    return cast.witnesses.status_is(
        expected, certificate.der, of.ca(purpose), about=f"{of.name} {purpose}, the old one"
    )


def _listed(cast: Cast, of: Carrier, purpose: Purpose, *, good: bool) -> Proof:
    certificate = of.certificate(purpose)
    crl = _fetch_list(cast, certificate)
    return cast.witnesses.list_accepts(
        certificate.der, of.ca(purpose), crl, good=good, about=f"{of.name} {purpose}"
    )


def _fetch_list(cast: Cast, certificate: Certificate) -> bytes:
    """Fetch the whole list of a certificate's issuer, as soon as it is of today."""
    parts = urlsplit(cast.witnesses.status)
    today = cast.witnesses.now().date()
    found = b""

    def is_fresh() -> bool:
        nonlocal found
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        connection.request("GET", f"/crl/{certificate.name.issuer}/all.crl")
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        return answer.status == 200 and CertificateList.parse(found).this_update.date() == today  # noqa: PLR2004

    await_that(is_fresh, "the list of the day was published")
    return found


def _answers_a_challenge(cast: Cast) -> Proof:
    challenge = b"challenge of a relying party"
    certificate = cast.app.hand.certificate(Purpose.AUTH)
    signature = cast.app.hand.sign(Purpose.AUTH, challenge)
    return cast.witnesses.signature_verifies(signature, challenge, certificate.der)


def _signs_a_document(cast: Cast) -> Proof:
    document = "契約書（模擬）\n".encode()
    message = cast.app.hand.message(document, cast.app.clock)
    return cast.witnesses.message_verifies(message, cast.app.hand.ca(Purpose.SIGN))
