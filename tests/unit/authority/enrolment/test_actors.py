"""Nobody acts for the holder."""

import pytest

from marks import row
from tegata.authority.enrolment.problems import AppOnly, ForbiddenProxy
from tegata.authority.enrolment.rules.actors import check_app, check_holder_in_app
from tegata.kit.core.context import Actor, Channel, Role


@row("REV-004")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PERSON])
def test_whoever_is_not_the_holder_is_a_forbidden_proxy(role: Role) -> None:
    with pytest.raises(ForbiddenProxy) as refusal:
        check_holder_in_app(Actor(role, "person-1", Channel.APP), "person-1")

    assert refusal.value.rule_code == "FORBIDDEN_PROXY"


@row("REV-004")
def test_only_the_authenticated_holder_succeeds() -> None:
    check_holder_in_app(Actor(Role.PERSON, "person-1", Channel.APP), "person-1")

    with pytest.raises(ForbiddenProxy):
        check_holder_in_app(Actor(Role.PERSON, "person-2", Channel.APP), "person-1")


@pytest.mark.parametrize("channel", [way for way in Channel if way is not Channel.APP])
def test_no_other_way_than_the_app_is_open(channel: Channel) -> None:
    with pytest.raises(AppOnly):
        check_app(Actor(Role.PERSON, "person-1", channel))
