"""Who is told of the duties that come with a phone's certificates."""

from django.db import transaction

from tegata.authority.enrolment.values import Carrier
from tegata.authority.status import public as status
from tegata.kit.core.context import Context


@transaction.atomic(durable=True)
def audience(ctx: Context) -> list[str]:
    """Give everybody with a phone certificate that is neither revoked nor expired (REV-001)."""
    return status.holders_in_use(Carrier.PHONE.kinds, ctx.now)
