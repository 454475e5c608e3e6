"""Steps of a story and what outsiders said of them."""

from enum import StrEnum

from attrs import frozen


class Verdict(StrEnum):
    """What became of a proof."""

    HOLDS = "✓"
    BROKEN = "✗"
    SKIPPED = "–"


@frozen
class Proof:
    """What one program, ours or another's, said about a step."""

    by: str
    said: str
    verdict: Verdict


@frozen
class Step:
    """One step of the story: what happened, and its proofs."""

    japanese: str
    english: str
    proofs: tuple[Proof, ...]

    @property
    def holds(self) -> bool:
        """Tell whether no proof is broken."""
        return all(proof.verdict is not Verdict.BROKEN for proof in self.proofs)
