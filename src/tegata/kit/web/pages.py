"""Pages: a template filled in for a request, and a refusal as a page of its own."""

from collections.abc import Mapping

from attrs import define
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from tegata.kit.core.problem import Kind, Problem
from tegata.kit.web.forms import refusals
from tegata.kit.web.language import View, other, spoken
from tegata.kit.web.refusals import STATUS
from tegata.kit.web.templates import environment


@define(auto_exc=True, slots=False)
class PageUnknown(Problem):
    """No page has this address."""

    kind = Kind.NOT_FOUND
    code = "kit.page-unknown"
    sentence = "There is no page at this address."
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


def refusal_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a request with its refusal, as a page."""
    return render(
        request, "design/refusal.html", {"problem": problem}, status=STATUS[problem.kind].value
    )


def page_unknown(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer for an address that no page has."""
    return refusal_page(request, PageUnknown())


class RefusalPages:
    """Turns a refusal that a page did not put beside a field into a page."""

    def __init__(self, answer: View) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer for a refusal; let everything else fail loudly."""
        return refusal_page(request, fault) if isinstance(fault, Problem) else None


def _in_language(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["lang"] = other(spoken())
    return f"{request.path}?{query.urlencode()}"
