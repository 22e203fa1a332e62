"""Addresses that were kept before there was one form of them. Told by row ids, never by address."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from ldn_app.addresses import NotAnAddress, canonical_address


@dataclass
class Brought:
    """``collisions``: rows (table, id, id of the row that has the form already); they stay as they
    are, can still sign in as they are spelled, and whoever runs the server decides. ``unfit``: rows
    whose address is none."""

    changed: int = 0
    collisions: list[tuple[str, int, int]] = field(default_factory=list)
    unfit: list[tuple[str, int]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for table, row, other in self.collisions:
            yield f"{table} {row} and {other}: one address, two rows; left as they are"
        for table, row in self.unfit:
            yield f"{table} {row}: no address; left as it is"


def bring_accounts(users: type[Model], addresses: type[Model]) -> Brought:
    """Bring the accounts' addresses to their form, each with those that were proved."""
    brought = Brought()
    clashing = set()
    for row, address in _spelled_otherwise(users, "email", brought):
        other = users.objects.filter(email__iexact=address).exclude(pk=row.pk).first()
        if other is not None:
            clashing.add(row.pk)
            brought.collisions.append((users._meta.db_table, row.pk, other.pk))
        else:
            _save(row, "email", address, brought)
    for row, address in _spelled_otherwise(addresses, "email", brought):
        same = addresses.objects.filter(email__iexact=address).exclude(pk=row.pk)
        other = same.filter(user_id=row.user_id).first() or same.filter(verified=True).first()
        if row.user_id in clashing or other is not None:
            found = other.pk if other is not None else row.pk
            brought.collisions.append((addresses._meta.db_table, row.pk, found))
        else:
            _save(row, "email", address, brought)
    return brought


def bring_invitations(model: type[Model], name: str) -> Brought:
    """Bring the addresses of people who were invited to their form; they may repeat."""
    brought = Brought()
    for row, address in _spelled_otherwise(model, name, brought):
        _save(row, name, address, brought)
    return brought


def _spelled_otherwise(
    model: type[Model], name: str, brought: Brought
) -> Iterator[tuple[Model, str]]:
    """Rows whose address has another form, with that form."""
    manager = model.objects
    for pk, kept in manager.exclude(**{name: ""}).order_by("pk").values_list("pk", name):
        try:
            address = canonical_address(kept)
        except NotAnAddress:
            brought.unfit.append((model._meta.db_table, pk))
            continue
        if address != kept:
            yield manager.get(pk=pk), address


def _save(row: Model, name: str, address: str, brought: Brought) -> None:
    setattr(row, name, address)
    row.save(update_fields=[name])
    brought.changed += 1
