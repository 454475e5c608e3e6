"""The authority's JSON and its pages."""

from django.urls import path

from tegata.authority.status import pages as status
from tegata.kit.web.assets import serve
from tegata.kit.web.pages import page_unknown
from tegata.kit.web.visits import enter
from tegata.site.json import authority

urlpatterns = [
    path("static/<path:name>", serve),
    path("authority/enter", enter, {"home": "/authority/status/"}),
    path("authority/status/", status.look_up),
    path("authority/status/certificates/<name>", status.certificate),
    path("authority/status/lists", status.lists),
    path("authority/status/lists/<issuer>/<part>", status.line),
    path("authority/", authority.urls),
]
handler404 = page_unknown
