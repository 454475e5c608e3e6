"""Pages: a template filled in for a request, and a refusal as a page of its own."""

from collections.abc import Mapping
from http import HTTPStatus

from attrs import define
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token

from tegata.kit.core.problem import Kind, Problem
from tegata.kit.web.forms import refusals
from tegata.kit.web.language import View, other, spoken
from tegata.kit.web.refusals import STATUS, MethodUnknown, challenged, refuse
from tegata.kit.web.templates import environment


@define(auto_exc=True, slots=False)
class PageUnknown(Problem):
    """Nothing has this address."""

    kind = Kind.NOT_FOUND
    code = "kit.page-unknown"
    sentence = "There is nothing at this address."
    advice = "Check the address, or begin at the first page."


def render(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Fill in a template. A form in it that was refused makes the answer a 422."""
    form = context.get("form")
    wrong = refusals(form) if isinstance(form, Form) and form.is_bound else []
    around = {
        "language": spoken(),
        "other_language": other(spoken()),
        "other_address": _in_language(request),
        "csrf_token": lambda: get_token(request),
        "refusals": wrong,
    }
    page = environment().get_template(template).render({**context, **around})
    return HttpResponse(page, status=422 if wrong else status)


def refusal_page(
    request: HttpRequest, problem: Problem, *, status: HTTPStatus | None = None
) -> HttpResponse:
    """Answer a request with its refusal, as a page."""
    shown = status or STATUS[problem.kind]
    return challenged(
        render(request, "design/refusal.html", {"problem": problem}, status=shown.value)
    )


def refusal(
    request: HttpRequest, problem: Problem, *, status: HTTPStatus | None = None
) -> HttpResponse:
    """Answer with a page where a browser asks, and with a problem document elsewhere."""
    accepted = request.get_preferred_type(["application/problem+json", "text/html"])
    answer = refusal_page if accepted == "text/html" else refuse
    return answer(request, problem, status=status)


def page_unknown(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer for an address that nothing has."""
    return refusal(request, PageUnknown())


class RefusalPages:
    """Turns a refusal that a page did not put beside a field into a page."""

    def __init__(self, answer: View) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass; a method that nothing answers to is refused in words, too."""
        answer = self._answer(request)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        problem = MethodUnknown(method=str(request.method), allowed=answer["Allow"])
        refused = refusal(request, problem, status=HTTPStatus.METHOD_NOT_ALLOWED)
        refused["Allow"] = answer["Allow"]
        return refused

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer for a refusal; let everything else fail loudly."""
        return refusal_page(request, fault) if isinstance(fault, Problem) else None


def _in_language(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["lang"] = other(spoken())
    return f"{request.path}?{query.urlencode()}"
