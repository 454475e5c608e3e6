"""Which jobs an event asks for: one visible table."""

from collections.abc import Mapping, Sequence

WIRES: Mapping[str, Sequence[str]] = {
    "ca.ordered": (),
    "ca.refused": ("enrolment.refuse",),
    "ca.signed": ("enrolment.collect",),
    "ca.signed.responder": ("status.collect_delegates",),
    "ca.signed.list": ("status.publish_list",),
    "enrolment.duty-waits": (),
    "enrolment.ready": (),
    "enrolment.refused": (),
    "people.changed": ("enrolment.follow_residents",),
    "people.feed-stopped": (),
    "status.changed": (),
}
