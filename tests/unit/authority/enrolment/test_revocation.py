"""The four screens of the app's revocation procedure."""

import pytest

from makers.states import named
from marks import row
from tegata.authority.enrolment.problems import NotListed, WrongStep
from tegata.authority.enrolment.rules import call_centre
from tegata.authority.enrolment.rules.revocation import (
    accepted,
    ask_for_help,
    choose,
    read_password,
    refused,
    select_menu,
    select_revoke,
)
from tegata.authority.enrolment.values import Procedure, Queue, Screen, Topic
from tegata.card.problems import PasswordMalformed

SIGN, AUTH = named(7), named(8)
LIST = select_revoke(select_menu(Procedure()), (SIGN, AUTH))
ENTRY = choose(LIST, SIGN)


@row("REV-011")
def test_choosing_the_menu_leads_to_the_menu() -> None:
    assert select_menu(Procedure(Screen.HOME)).screen is Screen.MENU


@row("REV-012")
def test_choosing_revocation_leads_to_the_list() -> None:
    assert select_revoke(Procedure(Screen.MENU), (SIGN, AUTH)).screen is Screen.CERT_LIST


@row("REV-013")
def test_both_are_listed_and_the_password_is_asked_for_one() -> None:
    assert LIST.listed == (SIGN, AUTH)
    for name in LIST.listed:
        entry = choose(LIST, name)
        assert (entry.screen, entry.chosen) == (Screen.PASSWORD_ENTRY, name)
    with pytest.raises(NotListed):
        choose(LIST, named(9))


@pytest.mark.parametrize("text", ["ABCD1", "ABCDEFGHIJKLMNO12", "ａｂｃ１２３", "ABC-12", ""])
def test_a_password_without_the_form_is_no_missed_try(text: str) -> None:
    with pytest.raises(PasswordMalformed):
        read_password(ENTRY, text)

    assert ENTRY.missed == 0


def test_the_right_password_revokes_and_the_fifth_wrong_one_locks() -> None:
    assert accepted(ENTRY).screen is Screen.REVOKED
    wrong = ENTRY
    for missed in range(1, 5):
        wrong = refused(wrong)
        assert (wrong.screen, wrong.missed) == (Screen.PASSWORD_ENTRY, missed)

    assert refused(wrong).screen is Screen.LOCKED


@row("REV-015")
@pytest.mark.parametrize("trouble", [Topic.PASSWORD_FORGOTTEN, Topic.DEVICE_UNUSABLE])
@pytest.mark.parametrize("procedure", [Procedure(), LIST, ENTRY])
def test_every_trouble_ends_at_key_4_of_the_line(trouble: Topic, procedure: Procedure) -> None:
    assert ask_for_help(procedure).screen is Screen.CALL_CENTRE
    route = call_centre.route(trouble)
    assert (route.number, route.menu, route.queue) == ("0120-95-0178", "4", Queue.INQUIRY)


def test_no_screen_is_skipped() -> None:
    with pytest.raises(WrongStep):
        select_revoke(Procedure(), (SIGN,))
    with pytest.raises(WrongStep):
        choose(Procedure(Screen.MENU), SIGN)
    with pytest.raises(WrongStep):
        read_password(LIST, "ABC123")
    with pytest.raises(WrongStep):
        accepted(LIST)
    with pytest.raises(WrongStep):
        refused(LIST)
