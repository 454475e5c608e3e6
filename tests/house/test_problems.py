"""Every refusal has a code of its own, a row in docs/problems.md, and fields it really has."""

import re
from collections import Counter

from attrs import fields_dict

from house.problems import CATALOGUE, render
from house.source import every_problem
from tegata.kit.core.problem import Kind


def test_every_problem_has_a_code_of_its_own() -> None:
    twice = [code for code, n in Counter(p.code for p in every_problem()).items() if n > 1]

    assert twice == []


def test_a_code_says_the_room_and_what_happened() -> None:
    unclear = [p.code for p in every_problem() if not re.fullmatch(r"[a-z]+\.[a-z0-9-]+", p.code)]

    assert unclear == []


def test_every_problem_has_a_kind_that_doors_know() -> None:
    assert [p.code for p in every_problem() if not isinstance(p.kind, Kind)] == []


def test_every_field_that_is_spoken_of_exists() -> None:
    unknown = {
        p.code: spoken
        for p in every_problem()
        if (spoken := set(re.findall(r"%\((\w+)\)", p.sentence + p.advice)) - set(fields_dict(p)))
    }

    assert unknown == {}


def test_every_problem_can_be_said() -> None:
    for problem in every_problem():
        fields = dict.fromkeys(fields_dict(problem), "x")
        assert problem.sentence % fields
        assert problem.advice % fields


def test_every_problem_is_written_down() -> None:
    assert CATALOGUE.read_text() == render(), "run make words"
