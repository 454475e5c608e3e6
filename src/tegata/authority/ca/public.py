"""What other rooms may use of the CA."""

from tegata.authority.ca.problems import IssuerUnknown, NoGeneration, NotSigned
from tegata.authority.ca.service.orders import (
    certificate,
    is_signed,
    order_list,
    reserve,
    reserve_responder,
    revocation_list,
)
from tegata.authority.ca.store import generation, generations, is_refused
from tegata.authority.ca.values import Generation

__all__ = [
    "Generation",
    "IssuerUnknown",
    "NoGeneration",
    "NotSigned",
    "certificate",
    "generation",
    "generations",
    "is_refused",
    "is_signed",
    "order_list",
    "reserve",
    "reserve_responder",
    "revocation_list",
]
