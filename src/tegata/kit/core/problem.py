"""A refusal that a caller can act on: what happened, why, and what to do next."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from attrs import define, fields_dict


class Kind(StrEnum):
    """What sort of refusal it is. Doors translate it; rooms never say 409."""

    INVALID = "invalid"
    """The request cannot be read or breaks a rule of form."""
    UNAUTHENTICATED = "unauthenticated"
    """Nobody has shown who asks."""
    FORBIDDEN = "forbidden"
    """This caller may never do this."""
    NOT_FOUND = "not-found"
    """The thing asked about is not known here."""
    CONFLICT = "conflict"
    """The thing's state does not allow it."""
    REFUSED = "refused"
    """A rule of the service decides against it."""
    UNAVAILABLE = "unavailable"
    """Nothing is wrong with the request; try again later."""


@define(auto_exc=True, slots=False)
class Problem(Exception):
    """A refusal: a kind, a code, a sentence, an advice and fields.

    A subclass is decorated ``@define(auto_exc=True, slots=False)`` and names its fields as plain
    text: a problem sits below the values of its room and is shown to people. The four items
    (name, address, birth date, sex) are never fields.
    """

    kind: ClassVar[Kind]
    code: ClassVar[str]
    """A row of docs/problems.md, ``room.what-happened``; never renamed."""
    sentence: ClassVar[str]
    """What happened and why: English, and the key of the room's catalogue."""
    advice: ClassVar[str]
    """What to do next: English, and the key of the room's catalogue."""
    rule_code: ClassVar[str] = ""
    """The code that a requirement row names for it, such as NOT_OPEN."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The values that complete the sentence, as text."""
        return {name: str(getattr(self, name)) for name in fields_dict(type(self))}

    def __str__(self) -> str:
        return self.sentence % self.fields
