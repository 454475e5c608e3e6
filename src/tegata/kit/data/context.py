"""A context is made here, once at each door."""

from datetime import datetime

from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data.entropy import SystemEntropy
from tegata.kit.data.world_clock import WorldClock


def make_context(actor: Actor, trace: str = "", now: datetime | None = None) -> Context:
    """Read the clock once, for everything that this request, job or command will do.

    A door that had to know the time before it knew who asks hands that time on.
    """
    entropy = SystemEntropy()
    return Context(actor, now or WorldClock().now(), entropy, trace or entropy.draw(8).hex())


def job_context(name: str) -> Context:
    """Make the context of one run of the job ``name``, such as ``status.publish_lists``."""
    return make_context(Actor(Role.SYSTEM, name, Channel.JOB))
