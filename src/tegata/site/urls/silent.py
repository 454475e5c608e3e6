"""The processes that serve nothing through Django: press, worker, status."""

urlpatterns: list[object] = []
