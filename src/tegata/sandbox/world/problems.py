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


@define(auto_exc=True, slots=False)
class WorldExists(Problem):
    """A day of beginning was given for a world that has begun."""

    kind = Kind.CONFLICT
    code = "world.exists"
    sentence = "The world in %(home)s has begun already; it goes on at its own time."
    advice = "Leave --date out, or begin another world with --home."

    home: str


@define(auto_exc=True, slots=False)
class KeysMissing(Problem):
    """The database has a CA whose keys are not in the home."""

    kind = Kind.CONFLICT
    code = "world.keys-missing"
    sentence = (
        "The database has a CA, but not all of its keys are in %(home)s; %(missing)s is missing."
    )
    advice = "Put the keys back, or throw the world away: tegata sandbox forget --yes."

    home: str
    missing: str


@define(auto_exc=True, slots=False)
class HomeInUse(Problem):
    """Another command runs the world of this home."""

    kind = Kind.CONFLICT
    code = "world.home-in-use"
    sentence = "The world in %(home)s is running already."
    advice = "Stop it with Ctrl-C where it was started, or choose another folder with --home."

    home: str


@define(auto_exc=True, slots=False)
class HomeUnusable(Problem):
    """The home cannot be made or written."""

    kind = Kind.INVALID
    code = "world.home-unusable"
    sentence = "No world can be kept in %(home)s: %(why)s."
    advice = "Choose a folder that you may write to with --home."

    home: str
    why: str


@define(auto_exc=True, slots=False)
class NoWorld(Problem):
    """Nothing of a world is here."""

    kind = Kind.NOT_FOUND
    code = "world.none"
    sentence = "No world is kept in %(home)s."
    advice = "Name its folder with --home, or in TEGATA_HOME."

    home: str


@define(auto_exc=True, slots=False)
class NotForgotten(Problem):
    """A world is thrown away on a clear word only, and its server's database by its owner."""

    kind = Kind.REFUSED
    code = "world.not-forgotten"
    sentence = "The world in %(home)s and its database would be lost for good."
    advice = "Say --yes to throw it away. A database on a server of your own you drop yourself."

    home: str
