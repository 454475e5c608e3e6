"""What the outside learns of a certificate: a signed answer, a signed list."""

from attrs import define, field

from fakes.keys import next_key, public_of
from makers.enrolments import World
from tegata.authority.ca import public as ca
from tegata.authority.status.service import answers, delegates, lists
from tegata.authority.status.values import ALL, Partition
from tegata.kit.data.keyfile import RsaKey
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.ocsp.answer import Status
from tegata.pki.ocsp.check import Question, check_response
from tegata.pki.ocsp.identify import IssuerHashes
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.names import CertificateName
from tegata.pki.x509.reasons import Reason


@define
class Witness:
    """A responder and the lists of one world."""

    world: World
    _keys: dict[str, RsaKey] = field(factory=dict)

    def answer(self, name: CertificateName) -> Status:
        """Ask for a certificate's state, and check the answer as a verifier does."""
        ctx = self.world.ctx
        delegates.renew_delegates(ctx, make_key=self._make)
        list(self.world.press.sign_waiting())
        delegates.collect_delegates(ctx)
        desks = delegates.open_desks(ctx, open_key=lambda key: self._keys[key])
        issuer = ca.generation(name.issuer).certificate
        asked = IssuerHashes.of(name=issuer.subject, key=issuer.key).cert_id(name.serial)
        octets = answers.answer(ctx, request=StatusRequest((asked,)), desks=desks)
        question = Question(asked=asked, issuer=issuer)
        return check_response(StatusResponse.parse(octets), question, ctx.now).status

    def publish(self, name: CertificateName) -> None:
        """Draft, sign and publish the list that covers a certificate."""
        partition = Partition(name.issuer, ALL)
        drafted = lists.draft_list(self.world.ctx, partition=partition)
        list(self.world.press.sign_waiting())
        lists.publish_list(self.world.ctx, order=drafted.order)

    def listed(self, name: CertificateName) -> Reason | None:
        """Read the published list: why the certificate stands on it, if it does."""
        found = lists.read_list(self.world.ctx, partition=Partition(name.issuer, ALL))
        entries = CertificateList.parse(found.octets).entries
        return next((each.reason for each in entries if each.serial == name.serial), None)

    def _make(self) -> bytes:
        key = next_key()
        self._keys[str(key_id_of(public_of(key)))] = RsaKey(key)
        return public_of(key)
