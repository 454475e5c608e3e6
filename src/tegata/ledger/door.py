"""The sealer's own loop: what was recorded is chained and signed within a second."""

from tegata.kit.data.context import job_context
from tegata.ledger import service
from tegata.ledger.values import HeadSigner

PAUSE = 0.5
"""Seconds between two looks: with the sealing itself, under a second."""


def seal_waiting(signer: HeadSigner) -> int:
    """Seal whatever waits, in batches; tell how many entries were chained."""
    total = 0
    while count := service.seal(job_context("ledger.seal"), signer=signer):
        total += count
    return total
