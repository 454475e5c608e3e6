"""The one environment of all templates: escaped, strict, in the language that is spoken."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tegata.kit.core.calendar import JST, day_in_japan
from tegata.kit.i18n.moments import say_day, say_moment
from tegata.kit.i18n.say import say
from tegata.kit.web.assets import asset
from tegata.kit.web.language import spoken


@cache
def environment() -> Environment:
    """Make the one environment of all templates: each room's under its own name."""
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True
    )
    made.globals["asset"] = asset
    made.filters["moment"] = _moment
    made.filters["short"] = _short
    made.filters["day"] = _day
    made.filters["said"] = lambda problem: say(problem, spoken())
    return made


def _moment(moment: datetime) -> Markup:
    written = say_moment(moment, spoken())
    return Markup('<time datetime="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), written
    )


def _short(moment: datetime) -> Markup:
    written = moment.astimezone(JST)
    return Markup('<time datetime="{}">{:%Y-%m-%d %H:%M}</time>').format(
        moment.isoformat(timespec="seconds"), written
    )


def _day(moment: datetime) -> Markup:
    day = day_in_japan(moment)
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), say_day(day, spoken()))
