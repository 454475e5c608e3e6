"""Which phones can carry certificates, and how they are unlocked."""

from datetime import datetime

import pytest
from attrs import evolve

from makers.phones import HANDSET
from marks import row
from tegata.authority.devices.problems import (
    CardReadUnsupported,
    SystemTooOld,
    UnsupportedModel,
    UnsupportedOs,
)
from tegata.authority.devices.rules import check_handset, decide_offer
from tegata.authority.devices.service import supported_models
from tegata.authority.devices.store import known_models
from tegata.authority.devices.values import Handset, Os, Unlock

KNOWN = known_models()


@row("ENR-010")
def test_a_phone_that_cannot_read_the_card_cannot_start(now: datetime) -> None:
    with pytest.raises(CardReadUnsupported) as refusal:
        check_handset(evolve(HANDSET, reads_cards=False), KNOWN, now)

    assert refusal.value.rule_code == "CARD_READ_UNSUPPORTED"


def test_an_unknown_model_and_an_old_system_are_refused(now: datetime) -> None:
    with pytest.raises(UnsupportedModel):
        check_handset(evolve(HANDSET, model="SO-99Z"), KNOWN, now)
    with pytest.raises(SystemTooOld):
        check_handset(evolve(HANDSET, os_version=10), KNOWN, now)


def test_no_system_is_supported_but_those_that_are_listed(now: datetime) -> None:
    with pytest.raises(UnsupportedOs):
        check_handset(evolve(HANDSET, os=Os.OTHER), KNOWN, now.replace(year=2040))


def test_every_published_model_is_offered_and_no_other(now: datetime) -> None:
    for model in supported_models():
        handset = Handset(Os.ANDROID, model.min_os, model.code, reads_cards=True)
        assert decide_offer(handset, KNOWN, now).is_made

    assert not decide_offer(evolve(HANDSET, model="A063"), KNOWN, now).is_made


def test_biometrics_are_offered_where_they_are_strong_and_the_pin_everywhere(
    now: datetime,
) -> None:
    without = evolve(HANDSET, model="KYG01")

    assert decide_offer(without, KNOWN, now).unlocks == (Unlock.PIN,)
    assert decide_offer(HANDSET, KNOWN, now).unlocks == (Unlock.PIN, Unlock.BIOMETRICS)
