"""What other rooms may know of residents."""

from tegata.authority.people.problems import (
    FeedGap,
    MunicipalityUnknown,
    MyNumberTaken,
    PersonUnknown,
)
from tegata.authority.people.rules.ages import (
    is_late_elderly,
    is_minor,
    is_of_checkup_age,
    is_under_15,
)
from tegata.authority.people.rules.records import Correction
from tegata.authority.people.rules.repertoire import substitute
from tegata.authority.people.store import municipalities, read_municipality
from tegata.authority.people.values import (
    Address,
    EventKind,
    Item,
    Kana,
    Municipality,
    MunicipalityCode,
    MyNumber,
    Name,
    PersonId,
    Record,
    Resident,
    ResidentEvent,
    Sex,
    Standing,
    Substituted,
)

__all__ = [
    "Address",
    "Correction",
    "EventKind",
    "FeedGap",
    "Item",
    "Kana",
    "Municipality",
    "MunicipalityCode",
    "MunicipalityUnknown",
    "MyNumber",
    "MyNumberTaken",
    "Name",
    "PersonId",
    "PersonUnknown",
    "Record",
    "Resident",
    "ResidentEvent",
    "Sex",
    "Standing",
    "Substituted",
    "is_late_elderly",
    "is_minor",
    "is_of_checkup_age",
    "is_under_15",
    "municipalities",
    "read_municipality",
    "substitute",
]
