"""A list that is too long for one QR code: parts with the line 911 (section 3.2.9(3)).

Every part begins with the line of the version, is cut between lines, and ends with 911: a number
of 14 digits that all parts share, how many there are, which one this is.
"""

from collections.abc import Iterable, Sequence

from .records import SPLIT, NotTheFormat, Record, read, record, written

# The specification leaves size and kind of the code open (section 2.1). 600 bytes make at most
# version 19 at level M, 93 modules: a phone reads that from another phone's screen.
ROOM = 600
MOST_PARTS = 999


def parts(records: Sequence[Record], *, data_id: str, room: int = ROOM) -> tuple[bytes, ...]:
    """``records`` for one code each; no 911 where one is enough. ``data_id``: 14 digits."""
    whole = written(records)
    if len(whole) <= room:
        return (whole,)
    head, *lines = records
    reserve = len(written([head, _control(data_id, MOST_PARTS, MOST_PARTS)]))
    groups: list[list[Record]] = [[]]
    for line in lines:
        if reserve + len(written([*groups[-1], line])) > room and groups[-1]:
            groups.append([])
        groups[-1].append(line)
    return tuple(
        written([head, *group, _control(data_id, len(groups), place)])
        for place, group in enumerate(groups, start=1)
    )


def joined(found: Iterable[bytes]) -> tuple[Record, ...]:
    """The records of parts in any order; NotTheFormat when they are not one whole list."""
    every = [read(data) for data in found]
    if len(every) == 1 and every[0][-1].number != SPLIT:
        return every[0]
    if not every or any(records[-1].number != SPLIT for records in every):
        raise NotTheFormat("a part without 911")
    by_place = {records[-1].item(3): records for records in every}
    heads = {(records[0], records[-1].item(1), records[-1].item(2)) for records in every}
    if len(heads) != 1:
        raise NotTheFormat("parts of different lists")
    [(head, _data_id, count)] = heads
    places = [str(place) for place in range(1, len(by_place) + 1)]
    if count != str(len(by_place)) or set(places) != set(by_place):
        raise NotTheFormat("a part is missing")
    return (head, *(line for place in places for line in by_place[place][1:-1]))


def _control(data_id: str, count: int, place: int) -> Record:
    return record(SPLIT, data_id, str(count), str(place))
