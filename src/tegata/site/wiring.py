"""Which jobs an event asks for: one visible table."""

from collections.abc import Mapping, Sequence

WIRES: Mapping[str, Sequence[str]] = {
    "ca.ordered": (),
    "ca.refused": ("enrolment.refuse",),
    # A list that is refused is due again: status.settle_lists sees it.
    "ca.refused.list": (),
    "ca.signed": ("enrolment.collect",),
    "ca.signed.responder": ("status.collect_delegates",),
    "ca.signed.list": ("status.publish_list",),
    # Notices to people are the pages' to send; until then each is in the ledger.
    "enrolment.duty-waits": (),
    "enrolment.guessing": ("enrolment.warn_of_guessing",),
    "enrolment.ready": (),
    "enrolment.refused": (),
    "people.changed": ("enrolment.follow_residents",),
    "people.feed-stopped": ("people.warn_of_stop",),
    "status.changed": (),
}
