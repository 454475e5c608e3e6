"""One shape for every refusal on the wire: problem+json (RFC 9457)."""

from http import HTTPStatus

from attrs import define
from django.http import HttpRequest, JsonResponse

from tegata.kit.core.problem import Kind, Problem
from tegata.kit.i18n.say import Language, say


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


def problem_document(problem: Problem, language: Language) -> dict[str, object]:
    """Show a refusal as the members of a problem document (RFC 9457, 3)."""
    said = say(problem, language)
    document: dict[str, object] = {
        **problem.fields,
        "type": f"urn:tegata:problem:{problem.code}",
        "title": said.sentence,
        "status": STATUS[problem.kind].value,
        "code": problem.code,
        "advice": said.advice,
    }
    return document | ({"rule_code": problem.rule_code} if problem.rule_code else {})


def refuse(request: HttpRequest, problem: Problem) -> JsonResponse:
    """Answer a request with its refusal, in Japanese unless another language is asked for."""
    language = language_of(request)
    answer = JsonResponse(
        problem_document(problem, language),
        status=STATUS[problem.kind],
        content_type="application/problem+json",
    )
    answer["Content-Language"] = language
    return answer


def language_of(request: HttpRequest) -> Language:
    """Choose the language: English where it is the first that the caller accepts."""
    first = request.headers.get("Accept-Language", "ja").split(",")[0].strip().lower()
    return Language.EN if first.startswith("en") else Language.JA
