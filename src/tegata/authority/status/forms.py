"""What operators type into the pages of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tegata.kit.web.forms import TypedText


class LookUp(forms.Form):
    """Which certificate is asked about."""

    name = TypedText(
        label=_("Issuer and serial"),
        help_text=_("The issuer's key identifier, a colon, the serial number: all hexadecimal."),
        error_messages={"required": _("Enter the issuer's key identifier and the serial number.")},
    )
