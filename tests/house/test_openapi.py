"""The interface is what its description says."""

import json

from house.openapi import COMMITTED, described


def test_the_interface_is_as_described() -> None:
    assert described() == COMMITTED.read_text(), "run make words, and look at the difference"


def test_what_it_says_of_each_operation_tells_it_from_the_others() -> None:
    operations = [
        each for path in json.loads(described())["paths"].values() for each in path.values()
    ]
    summaries = [each["summary"] for each in operations]

    assert len(set(summaries)) == len(summaries)
    assert all(" " in summary for summary in summaries)


def test_it_says_how_a_caller_shows_who_it_is() -> None:
    description = json.loads(described())
    (name,) = [name for needed in description["security"] for name in needed]

    assert description["components"]["securitySchemes"][name]["scheme"] == "bearer"
    public = description["paths"]["/authority/devices/models"]["get"]
    assert public["security"] == []
