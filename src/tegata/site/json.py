"""The JSON interfaces, put together from the rooms' routers."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tegata.authority.devices.api import router as devices
from tegata.authority.enrolment.api import router as enrolment
from tegata.authority.status.api import router as status
from tegata.kit.core.problem import Problem
from tegata.kit.web.bodies import BodyParser, BodyRenderer
from tegata.kit.web.pages import page_unknown
from tegata.kit.web.refusals import (
    BodyTooLarge,
    BodyUnreadable,
    MemberMissing,
    RequestMalformed,
    refuse,
)


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
    title="Tegata authority",
    version="1",
    urls_namespace="authority",
    docs_decorator=_scripted,
    parser=BodyParser(),
    renderer=BodyRenderer(),
)
authority.add_router("/certificates", status)
authority.add_router("/devices", devices)
authority.add_router("/enrolment", enrolment)


@authority.exception_handler(Problem)
def _refuse(request: HttpRequest, problem: Problem) -> HttpResponse:
    return refuse(request, problem)


@authority.exception_handler(Http404)
def _refuse_the_address(request: HttpRequest, error: Http404) -> HttpResponse:
    return page_unknown(request, error)


@authority.exception_handler(HttpError)
def _refuse_the_body(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 - ninja's
    return refuse(request, BodyUnreadable())


@authority.exception_handler(RequestDataTooBig)
def _refuse_the_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001 - ninja's
    return refuse(request, BodyTooLarge(), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@authority.exception_handler(ValidationError)
def _refuse_the_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # What was sent is not repeated: it may be one of the four items.
    first = error.errors[0]
    place, *steps = (str(step) for step in first["loc"])
    # The body is one parameter of a function, whose name is nobody's business.
    where = ".".join(steps[1:] if place == "body" else steps) or place
    if first["type"] == "missing":
        return refuse(request, MemberMissing(where=where))
    return refuse(request, RequestMalformed(where=where, rule=first["type"]))
