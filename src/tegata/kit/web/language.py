"""Which language a page speaks: the one asked for, else the one remembered, else Japanese."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tegata.kit.i18n.say import Language

_COOKIE = "lang"
_A_YEAR = 365 * 24 * 3600
View = Callable[[HttpRequest], HttpResponse]


def chosen_language(request: HttpRequest) -> Language:
    """Tell the language of a request; what is no language of ours is passed over."""
    for said in (request.GET.get("lang"), request.COOKIES.get(_COOKIE)):
        if said in set(Language):
            return Language(said)
    return Language.JA


def spoken() -> Language:
    """Tell the language that is spoken now."""
    return Language(translation.get_language() or Language.JA)


def other(language: Language) -> Language:
    """Name the language that a page offers beside its own."""
    return Language.EN if language is Language.JA else Language.JA


def speak(answer: View) -> View:
    """Speak the request's language while it is answered; remember one that was asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            response = answer(request)
        if request.GET.get("lang") == language:
            response.set_cookie(
                _COOKIE,
                language,
                _A_YEAR,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
