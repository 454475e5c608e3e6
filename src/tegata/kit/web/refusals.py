"""One shape for every refusal on the wire: problem+json (RFC 9457)."""

from http import HTTPStatus

from attrs import define
from django.http import HttpRequest, HttpResponse, JsonResponse

from tegata.kit.core.problem import Kind, Problem
from tegata.kit.i18n.say import Language, say


@define(auto_exc=True, slots=False)
class RequestMalformed(Problem):
    """A member of the body or a parameter has not the declared shape."""

    kind = Kind.INVALID
    code = "kit.request-malformed"
    sentence = "“%(where)s” has not the declared shape: the rule “%(rule)s” is broken."
    advice = "Compare it with the interface description, and send it again."

    where: str
    rule: str


@define(auto_exc=True, slots=False)
class MemberMissing(Problem):
    """Something that must be sent was not."""

    kind = Kind.INVALID
    code = "kit.member-missing"
    sentence = "“%(where)s” is missing."
    advice = "Compare the request with the interface description, and send it again."

    where: str


@define(auto_exc=True, slots=False)
class BodyUnreadable(Problem):
    """The body is no JSON, or its texts hold what no text holds."""

    kind = Kind.INVALID
    code = "kit.body-unreadable"
    sentence = "The body is not JSON, or a text in it holds control characters."
    advice = "Send JSON in UTF-8, with texts of letters, digits, signs and line breaks."


@define(auto_exc=True, slots=False)
class BodyTooLarge(Problem):
    """The body is larger than any that is ever needed."""

    kind = Kind.INVALID
    code = "kit.body-too-large"
    sentence = "The body is too large to be read."
    advice = "Send what the interface description asks for, and nothing else."


@define(auto_exc=True, slots=False)
class MethodUnknown(Problem):
    """The address is there, but is not asked in this way."""

    kind = Kind.INVALID
    code = "kit.method-unknown"
    sentence = "This address does not answer to %(method)s."
    advice = "Use one of these methods: %(allowed)s."

    method: str
    allowed: str


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


def refuse(
    request: HttpRequest, problem: Problem, *, status: HTTPStatus | None = None
) -> HttpResponse:
    """Answer a request with its refusal, in Japanese unless another language is asked for."""
    language = language_of(request)
    status = status or STATUS[problem.kind]
    answer = JsonResponse(
        {**problem_document(problem, language), "status": status.value},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Content-Language"] = language
    return challenged(answer)


def challenged(answer: HttpResponse) -> HttpResponse:
    """Say how to show who asks, wherever that is what is missing (RFC 9110, 11.6.1)."""
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def language_of(request: HttpRequest) -> Language:
    """Choose the language: English where it is the first that the caller accepts."""
    first = request.headers.get("Accept-Language", "ja").split(",")[0].strip().lower()
    return Language.EN if first.startswith("en") else Language.JA
