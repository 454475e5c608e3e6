"""One shape for every refusal on the wire: problem+json (RFC 9457)."""

from http import HTTPStatus

from attrs import define
from django.http import HttpRequest, JsonResponse

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class RequestMalformed(Problem):
    """The body or a parameter has not the declared shape."""

    kind = Kind.INVALID
    code = "kit.request-malformed"
    sentence = "The request has not the declared shape: %(where)s %(why)s."
    advice = "Compare it with the interface description, and send it again."

    where: str
    why: str


STATUS = {
    Kind.INVALID: HTTPStatus.BAD_REQUEST,
    Kind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Kind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Kind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Kind.CONFLICT: HTTPStatus.CONFLICT,
    Kind.REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
    Kind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


def problem_document(problem: Problem) -> dict[str, str]:
    """Show a refusal as the members of a problem document."""
    document = {
        "type": f"urn:tegata:problem:{problem.code}",
        "title": str(problem),
        "status": str(STATUS[problem.kind].value),
        "code": problem.code,
        "advice": problem.advice % problem.fields,
        **problem.fields,
    }
    return document | ({"rule_code": problem.rule_code} if problem.rule_code else {})


def refuse(_request: HttpRequest, problem: Problem) -> JsonResponse:
    """Answer a request with its refusal."""
    status = STATUS[problem.kind]
    document: dict[str, object] = {**problem_document(problem), "status": status.value}
    return JsonResponse(document, status=status, content_type="application/problem+json")
