"""The press: the one process that holds CA keys. It signs what was ordered and passes the lints."""

from collections.abc import Iterator

import psycopg
from attrs import define

from tegata.authority.ca.service import press
from tegata.authority.ca.values import CaKey, Checked
from tegata.kit.data.context import job_context
from tegata.kit.data.keyfile import KeyFolder
from tegata.pki.x509.names import KeyId

_PATIENCE = 1.0
"""Seconds after which the press looks by itself: a notice may have been missed."""


@define(eq=False)
class Press:
    """Signs what its own check let pass."""

    keys: KeyFolder
    opened: dict[KeyId, CaKey]

    def sign(self, checked: Checked) -> bytes:
        """Spend a token on one signature."""
        draft = checked.spend(self)
        if draft.issuer not in self.opened:
            self.opened[draft.issuer] = self.keys.open(str(draft.issuer))
        return self.opened[draft.issuer].sign(draft.tbs)

    def sign_waiting(self) -> Iterator[int]:
        """Sign until nothing waits; tell each order as it is done."""
        while True:
            done = press.sign_next(job_context("ca.press"), press=self, sign=self.sign)
            if done is None:
                return
            yield done.order

    def run(self, notices: psycopg.Connection[object]) -> None:
        """Sign for ever: at once when something is ordered, and now and then without a notice."""
        notices.execute('LISTEN "ca.ordered"')
        while True:
            for _ in self.sign_waiting():
                pass
            for _ in notices.notifies(timeout=_PATIENCE, stop_after=1):
                pass
