"""A card's state as octets and back: what is sealed and kept between two powers."""

import json
from typing import TypedDict

from tegata.card.applets.files import (
    Application,
    CardState,
    File,
    KeyFile,
    PinFile,
    RecordFile,
    TransparentFile,
)
from tegata.card.values import PinRule, Token


class _FileImage(TypedDict, total=False):
    content: str
    records: list[str]
    label: str | None
    rule: str
    expected: str
    tries_left: int
    opened_by: list[int]


class _ApplicationImage(TypedDict):
    files: dict[str, _FileImage]
    objects: dict[str, str]


class _CardImage(TypedDict):
    token: str
    applications: dict[str, _ApplicationImage]


def write_image(state: CardState) -> bytes:
    """Write a state: the same state always gives the same octets."""
    image: _CardImage = {
        "token": state.token.name,
        "applications": {
            aid.hex(): {
                "files": {str(number): _file_image(file) for number, file in app.files.items()},
                "objects": {str(tag): value.hex() for tag, value in app.objects.items()},
            }
            for aid, app in state.applications.items()
        },
    }
    return json.dumps(image, sort_keys=True).encode("ascii")


def read_image(octets: bytes) -> CardState:
    """Read what ``write_image`` wrote; the seal has vouched for it."""
    image: _CardImage = json.loads(octets)
    return CardState(
        Token[image["token"]],
        {
            bytes.fromhex(aid): Application(
                {int(number): _file(file) for number, file in app["files"].items()},
                {int(tag): bytes.fromhex(value) for tag, value in app["objects"].items()},
            )
            for aid, app in image["applications"].items()
        },
    )


def _file_image(file: File) -> _FileImage:
    match file:
        case TransparentFile(content, opened_by):
            return {"content": content.hex(), "opened_by": sorted(opened_by)}
        case RecordFile(records):
            return {"records": [record.hex() for record in records]}
        case KeyFile(label, opened_by):
            return {"label": label, "opened_by": sorted(opened_by)}
        case PinFile(rule, expected, tries_left):
            return {"rule": rule.name, "expected": expected.hex(), "tries_left": tries_left}


def _file(image: _FileImage) -> File:
    if "content" in image:
        return TransparentFile(bytes.fromhex(image["content"]), frozenset(image["opened_by"]))
    if "records" in image:
        return RecordFile(tuple(map(bytes.fromhex, image["records"])))
    if "label" in image:
        return KeyFile(image["label"], frozenset(image["opened_by"]))
    return PinFile(PinRule[image["rule"]], bytes.fromhex(image["expected"]), image["tries_left"])
