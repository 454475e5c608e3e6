"""Decide when the toll-free line answers, and where its keys lead (domain, 4.1)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType

from tegata.authority.enrolment.problems import LineClosed
from tegata.authority.enrolment.values import Queue, Route, Topic
from tegata.kit.core.calendar import JST
from tegata.kit.core.holidays import holiday

NUMBER = "0120-95-0178"
"""The My Number toll-free line. It is domestic: there is no form with +81 (CALL-001)."""

_OPENS, _CLOSES, _CLOSES_EARLY = time(9, 30), time(20), time(17, 30)
_SATURDAY = 5
_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})

KEYS: Mapping[str, Queue] = MappingProxyType({"2": Queue.SUSPENSION, "4": Queue.INQUIRY})
"""The menu's keys (CALL-004, CALL-005)."""
_MENUS = {queue: key for key, queue in KEYS.items()}

_QUEUES: Mapping[Topic, Queue] = MappingProxyType(
    {
        Topic.SMARTPHONE_CERTIFICATE: Queue.INQUIRY,
        Topic.LOSS: Queue.SUSPENSION,
        Topic.REVOCATION: Queue.INQUIRY,
        Topic.PASSWORD_FORGOTTEN: Queue.INQUIRY,
        Topic.DEVICE_UNUSABLE: Queue.INQUIRY,
    }
)


def is_open(queue: Queue, now: datetime) -> bool:
    """Tell whether a call is answered: suspensions always, inquiries in office hours."""
    if queue is Queue.SUSPENSION:
        return True
    moment = now.astimezone(JST)
    day = moment.date()
    if (day.month, day.day) in _YEAR_END:
        return False
    return _OPENS <= moment.time() < (_CLOSES_EARLY if _is_rest_day(day) else _CLOSES)


def check_open(queue: Queue, now: datetime) -> None:
    """Refuse a call that nobody answers. Raises LineClosed."""
    if not is_open(queue, now):
        raise LineClosed


def answer(key: str) -> Queue | None:
    """Tell where a key of the menu leads; None: the menu is played again."""
    return KEYS.get(key)


def route(topic: Topic) -> Route:
    """Tell where help is found: always on the line, never in a shop (CALL-006, REV-015)."""
    queue = _QUEUES[topic]
    return Route(NUMBER, _MENUS[queue], queue)


def _is_rest_day(day: date) -> bool:
    return day.weekday() >= _SATURDAY or holiday(day) is not None
