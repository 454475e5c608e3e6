"""A municipality as certificates name it: in the issuer's partitions and the subject's locality."""

import re

from attrs import field, frozen

from tegata.pki.x509.problems import MunicipalityUnreadable

_NAME = re.compile(r"[A-Z][A-Za-z']*(-[A-Za-z']+){1,4}")


def _code(_instance: object, _attribute: object, text: str) -> None:
    if not re.fullmatch(r"(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{3}", text):
        raise MunicipalityUnreadable(text=text)


def _romaji(_instance: object, _attribute: object, text: str) -> None:
    if not _NAME.fullmatch(text):
        raise MunicipalityUnreadable(text=text)


@frozen
class Municipality:
    """A city, a ward, a town or a village. Raises MunicipalityUnreadable."""

    code: str = field(validator=_code)
    """The national code of local governments without its check digit: 14104."""
    prefecture: str = field(validator=_romaji)
    """Tokyo-to, Hokkai-do, Osaka-fu, Kanagawa-ken."""
    name: str = field(validator=_romaji)
    """Kiyose-shi; a ward of a designated city as in Yokohama-shi-Naka-ku."""
