"""A context is made here, once at each door."""

from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data.entropy import SystemEntropy
from tegata.kit.data.world_clock import WorldClock


def make_context(actor: Actor, trace: str = "") -> Context:
    """Read the clock once, for everything that this request, job or command will do."""
    entropy = SystemEntropy()
    return Context(actor, WorldClock().now(), entropy, trace or entropy.draw(8).hex())


def job_context(name: str) -> Context:
    """Make the context of one run of the job ``name``, such as ``status.publish_lists``."""
    return make_context(Actor(Role.SYSTEM, name, Channel.JOB))
