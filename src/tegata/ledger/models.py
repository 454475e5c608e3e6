"""The ledger's tables. Every role may add; no role may change or remove."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act, written in the transaction of the act itself."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    role = models.TextField()
    actor = models.TextField()
    channel = models.TextField()
    act = models.TextField()
    about = models.TextField(db_index=True)
    why = models.TextField()
    trace = models.TextField()
    digest = models.BinaryField()

    class Meta:
        app_label = "ledger"
        db_table = "ledger_entry"


class Link(models.Model):
    """One link of the chain; ``entry`` is no foreign key, so that a removed entry is found."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    digest = models.BinaryField()
    previous = models.BinaryField()
    seal = models.BinaryField()

    class Meta:
        app_label = "ledger"
        db_table = "ledger_link"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="ledger_link_from_one")
        ]


class Head(models.Model):
    """The chain's end, signed."""

    number = models.BigIntegerField(primary_key=True)
    seal = models.BinaryField()
    at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        app_label = "ledger"
        db_table = "ledger_head"
