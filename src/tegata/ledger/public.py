"""What other rooms may use of the ledger."""

from tegata.ledger.service import record, verify
from tegata.ledger.store import acts_about, last_moment
from tegata.ledger.values import HeadSigner, Verdict

__all__ = ["HeadSigner", "Verdict", "acts_about", "last_moment", "record", "verify"]
