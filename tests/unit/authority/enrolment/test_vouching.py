"""Which keys are certified."""

from collections.abc import Mapping

import pytest

from makers.cards import PINS
from makers.enrolments import blank_card
from tegata.authority.enrolment.problems import KeysOther
from tegata.authority.enrolment.rules.vouching import check_requests
from tegata.authority.enrolment.values import Aim
from tegata.card.request import certification_request
from tegata.card.terminal import Terminal
from tegata.card.values import Purpose

SIGN, AUTH = Purpose.SIGN, Purpose.AUTH


@pytest.fixture(scope="module")
def requests() -> Mapping[Purpose, bytes]:
    card = blank_card()
    pins = {SIGN: PINS.sign, AUTH: PINS.auth}
    return {
        each: certification_request(Terminal.open(card), each, pin, card.public_key(each))
        for each, pin in pins.items()
    }


def test_one_key_for_each_certificate_is_certified(requests: Mapping[Purpose, bytes]) -> None:
    keys = check_requests(requests, Aim.CARD.purposes)

    assert list(keys) == [SIGN, AUTH]
    assert keys[SIGN] != keys[AUTH]


def test_one_key_is_not_certified_twice(requests: Mapping[Purpose, bytes]) -> None:
    with pytest.raises(KeysOther, match="twice"):
        check_requests({SIGN: requests[SIGN], AUTH: requests[SIGN]}, Aim.CARD.purposes)


@pytest.mark.parametrize("aim", [Aim.CARD, Aim.CARD_SIGN])
def test_no_certificate_is_asked_for_too_little_or_too_much(
    requests: Mapping[Purpose, bytes], aim: Aim
) -> None:
    sent = dict(requests) if aim is Aim.CARD_SIGN else {SIGN: requests[SIGN]}

    with pytest.raises(KeysOther, match="one request for each"):
        check_requests(sent, aim.purposes)
