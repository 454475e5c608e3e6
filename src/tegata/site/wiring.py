"""Which jobs an event asks for: one visible table."""

from collections.abc import Mapping, Sequence

WIRES: Mapping[str, Sequence[str]] = {
    "ca.ordered": (),
    "ca.refused": (),
    "ca.signed": (),
    "ca.signed.list": ("status.publish_list",),
    "people.changed": (),
    "people.feed-stopped": (),
    "status.changed": (),
}
