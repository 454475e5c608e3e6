"""The interface is what its description says."""

from house.openapi import COMMITTED, described


def test_the_interface_is_as_described() -> None:
    assert described() == COMMITTED.read_text(), "run make words, and look at the difference"
