"""The JSON interfaces, put together from the rooms' routers."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tegata.authority.devices.api import router as devices
from tegata.authority.enrolment.api import router as enrolment
from tegata.authority.status.api import router as status
from tegata.kit.core.problem import Problem
from tegata.kit.web.refusals import RequestMalformed, refuse


def _scripted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the interface's description run its own script; it still loads nothing from elsewhere."""

    @wraps(view)
    def with_policy(*args: object, **kwargs: object) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        return response

    return with_policy


authority = NinjaAPI(
    title="Tegata authority", version="1", urls_namespace="authority", docs_decorator=_scripted
)
authority.add_router("/certificates", status)
authority.add_router("/devices", devices)
authority.add_router("/enrolment", enrolment)


@authority.exception_handler(Problem)
def _refuse(request: HttpRequest, problem: Problem) -> HttpResponse:
    return refuse(request, problem)


@authority.exception_handler(ValidationError)
def _refuse_the_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # What was sent is not repeated: it may be one of the four items.
    first = error.errors[0]
    where = ".".join(str(step) for step in first["loc"])
    return refuse(request, RequestMalformed(where=where, why=first["msg"]))
