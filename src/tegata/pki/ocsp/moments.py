"""Times as OCSP writes them; the same few are written again and again."""

from datetime import datetime
from functools import lru_cache

from tegata.pki import der


@lru_cache(maxsize=4096)
def generalized(moment: datetime) -> bytes:
    """Encode a GeneralizedTime without fractional seconds (RFC 6960, 4.2.2.1)."""
    return der.generalized_time(moment)


@lru_cache(maxsize=64)
def until(moment: datetime) -> bytes:
    """Encode a nextUpdate field."""
    return der.explicit(0, generalized(moment))
