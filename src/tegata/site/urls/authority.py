"""The authority's JSON."""

from django.urls import path

from tegata.site.json import authority

urlpatterns = [path("authority/", authority.urls)]
