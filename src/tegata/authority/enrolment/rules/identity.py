"""Decide whether a caller said enough to be the holder, and say nothing else (D-SUS-02).

The operator types what the caller says and learns one bit. Which item differed is told to nobody:
each would be an oracle for the record.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from tegata.authority.enrolment.problems import CallerNotIdentified
from tegata.authority.enrolment.values import Act, Personal

ENOUGH: Mapping[Act, int] = MappingProxyType({Act.SUSPENSION: 3, Act.RESUMPTION: 4})
"""How many of the four must agree. A wrong suspension is lifted; a wrong resumption is a theft."""

_KANA_SHIFT = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_PREFECTURE = re.compile(r"^(東京都|北海道|京都府|大阪府|\w{2,3}県)")
_HYPHENS = re.compile(r"[‐‑–—―−ー-]|丁目|番地の?|番|号")


def check_caller(said: Personal, known: Personal, act: Act) -> None:
    """Let a caller through who said enough. Raises CallerNotIdentified."""
    # All four are compared every time, so that the answer takes equally long.
    agreed = (
        bool(set(map(_name, said.names)) & set(map(_name, known.names))),
        said.birth is not None and said.birth == known.birth,
        _address(said.address) == _address(known.address) != "",
        _digits(said.call_back) == _digits(known.call_back) != "",
    )
    if sum(agreed) < ENOUGH[act] or not agreed[0]:
        raise CallerNotIdentified


def _name(text: str) -> str:
    """Fold width, spaces and the two kana: a name that is heard has no spelling."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_KANA_SHIFT)


def _address(text: str) -> str:
    """Fold width, spaces, the prefecture and the ways to write block numbers."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _HYPHENS.sub("-", _PREFECTURE.sub("", folded)).strip("-")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
