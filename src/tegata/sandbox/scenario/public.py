"""What the site may use of scripted people."""

from tegata.sandbox.scenario.service.casting import an_adult, another_address, face_of, read_tokens
from tegata.sandbox.scenario.service.hands import Counter, Helpline
from tegata.sandbox.scenario.service.line import Line, await_that
from tegata.sandbox.scenario.service.story import Cast, certificates, play
from tegata.sandbox.scenario.service.witnesses import Witnesses
from tegata.sandbox.scenario.service.workshop import Workshop
from tegata.sandbox.scenario.values import Proof, Step, Verdict

__all__ = [
    "Cast",
    "Counter",
    "Helpline",
    "Line",
    "Proof",
    "Step",
    "Verdict",
    "Witnesses",
    "Workshop",
    "an_adult",
    "another_address",
    "await_that",
    "certificates",
    "face_of",
    "play",
    "read_tokens",
]
