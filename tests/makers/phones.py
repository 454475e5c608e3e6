"""Phones for tests: models of the list, elements that differ by a number."""

from tegata.authority.devices.values import DeviceId, Handset, Os, Phone, PhoneState
from tegata.pki.x509.names import KeyId

MODEL = "SO-51C"
PERSON = "person-1"
HANDSET = Handset(Os.ANDROID, 13, MODEL, reads_cards=True)


def element(number: int = 1) -> KeyId:
    return KeyId(number.to_bytes(20, "big"))


def phone(
    number: int = 1,
    *,
    holder: str = PERSON,
    state: PhoneState = PhoneState.PREPARED,
) -> Phone:
    return Phone(DeviceId(f"{number:032x}"), MODEL, Os.ANDROID, 13, holder, state, element(number))
