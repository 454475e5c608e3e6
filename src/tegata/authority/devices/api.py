"""JSON: the published list of supported models."""

from typing import Self

from django.http import HttpRequest
from ninja import Router, Schema

from tegata.authority.devices import service
from tegata.authority.devices.values import Model

router = Router(tags=["devices"])


class ModelShown(Schema):
    """One supported model. The flags are the sandbox's own, not its maker's statement."""

    code: str
    maker: str
    name: str
    year: int
    biometrics: bool
    min_os: int

    @classmethod
    def of(cls, model: Model) -> Self:
        """Show a model."""
        return cls(
            code=model.code,
            maker=model.maker,
            name=model.name,
            year=model.year,
            biometrics=model.biometrics,
            min_os=model.min_os,
        )


@router.get("/models", response=list[ModelShown], openapi_extra={"security": []})
def supported_models(request: HttpRequest) -> list[ModelShown]:  # noqa: ARG001 - anybody may ask
    """List the supported models: published, so that anybody may ask."""
    return [ModelShown.of(model) for model in service.supported_models()]
