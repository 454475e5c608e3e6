"""The JSON interfaces, put together from the rooms' routers."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from tegata.authority.devices.api import router as devices
from tegata.authority.enrolment.api import router as enrolment
from tegata.authority.status.api import router as status
from tegata.kit.core.problem import Problem
from tegata.kit.web.bodies import BodyParser, BodyRenderer
from tegata.kit.web.callers import PERSON_HEADER
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


class _Described(NinjaAPI):
    """An interface that says how a caller shows who it is; the rooms' doors look at it."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        """Describe the interface."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        return schema


def _summarise(router: Router) -> None:
    """Let each operation's docstring be its summary: it says more than the function's name."""
    for view in router.path_operations.values():
        for operation in view.operations:
            first, _, rest = (operation.description or "").partition("\n\n")
            operation.summary, operation.description = first.rstrip("."), rest


authority = _Described(
    title="Tegata authority",
    version="1",
    urls_namespace="authority",
    docs_decorator=_scripted,
    parser=BodyParser(),
    renderer=BodyRenderer(),
    description=(
        "Every refusal is a problem document (RFC 9457); docs/problems.md lists their codes."
        f" Where the app's server calls for a person, the header {PERSON_HEADER} names them."
    ),
    openapi_extra={"security": [{"bearer": []}]},
)
for place, router in (
    ("/certificates", status),
    ("/devices", devices),
    ("/enrolment", enrolment),
):
    _summarise(router)
    authority.add_router(place, router)


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
