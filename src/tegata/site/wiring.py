"""Which jobs an event asks for: one visible table."""

from collections.abc import Mapping, Sequence

WIRES: Mapping[str, Sequence[str]] = {
    "status.changed": (),
}
