"""What cannot be done to a world."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class ClockBackwards(Problem):
    """The world would go back behind something that was signed or recorded."""

    kind = Kind.CONFLICT
    code = "world.clock-backwards"
    sentence = "The clock cannot go back to %(wanted)s: something is recorded at %(recorded)s."
    advice = "Start a new world at the earlier date: tegata up --home another --date 2023-05-11."

    wanted: str
    recorded: str
