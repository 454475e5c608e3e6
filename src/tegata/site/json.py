"""The JSON interfaces, put together from the rooms' routers."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from tegata.authority.status.api import router as status
from tegata.kit.core.problem import Problem
from tegata.kit.web.refusals import refuse

authority = NinjaAPI(title="Tegata authority", version="1", urls_namespace="authority")
authority.add_router("/certificates", status)


@authority.exception_handler(Problem)
def _refuse(request: HttpRequest, problem: Problem) -> HttpResponse:
    return refuse(request, problem)
