"""Forms: what people type in any width, and refusals that stand beside their field."""

import unicodedata

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorList

from tegata.kit.core.problem import Problem
from tegata.kit.i18n.say import say
from tegata.kit.web.language import spoken


class TypedText(forms.CharField):
    """A line of text. Full-width letters and stray spaces are put right, not refused."""

    def to_python(self, value: object) -> str:
        """Take what was typed in its usual width."""
        return super().to_python(unicodedata.normalize("NFKC", str(value or ""))) or ""


def add_refusal(form: forms.Form, problem: Problem, *, beside: str | None = None) -> None:
    """Put a refusal beside a field, or beside the only one; else over the whole form."""
    if beside is None and len(form.fields) == 1:
        (beside,) = form.fields
    said = say(problem, spoken())
    form.add_error(beside, forms.ValidationError(f"{said.sentence}{_gap()}{said.advice}"))


def refusals(form: forms.Form) -> list[tuple[str, str]]:
    """List what is wrong with a form, each with the id of its field; empty for the whole form."""
    return [
        ("" if name == NON_FIELD_ERRORS else form[name].id_for_label, str(message))
        for name, messages in form.errors.items()
        for message in _listed(messages)
    ]


def _listed(messages: ErrorList) -> list[str]:
    return [str(message) for message in messages]


def _gap() -> str:
    return "" if spoken() == "ja" else " "
