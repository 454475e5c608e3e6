"""The JSON door of phones: a list that anybody may read."""

from django.test import Client

from marks import row
from tegata.authority.devices.public import find_model


@row("ENR-007")
def test_the_list_is_the_set_that_the_eligibility_check_uses() -> None:
    answer = Client().get("/authority/devices/models")

    assert answer.status_code == 200
    codes = [model["code"] for model in answer.json()]
    assert len(codes) == len(set(codes)) >= 50
    assert all(find_model(code) is not None for code in codes)
