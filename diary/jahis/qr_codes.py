"""QR codes of a list. One that is too long is cut into parts with the line 911 (section 3.2.9(3)).

Every part begins with the line of the version, is cut between lines, and ends with 911: a number
of 14 digits that all parts share, how many there are, which one this is.
"""

from collections.abc import Iterable, Sequence

import segno
from django.utils.translation import gettext as _

from ldn_app.ui.svg import Svg

from .records import SPLIT, NotTheFormat, Record, read, record, written

# The specification leaves size and kind of the code open (section 2.1). 600 bytes make at most
# version 19 at level M, 93 modules: a phone reads that from another phone's screen.
CODE_BYTES = 600
MOST_PARTS = 999
BORDER_MODULES = 4  # The quiet zone that ISO/IEC 18004 asks for.


def parts(
    records: Sequence[Record], *, data_id: str, most_bytes: int = CODE_BYTES
) -> tuple[bytes, ...]:
    """``records`` for one code each; no 911 where one is enough. ``data_id``: 14 digits."""
    whole = written(records)
    if len(whole) <= most_bytes:
        return (whole,)
    head, *lines = records
    reserve = len(written([head, _control(data_id, MOST_PARTS, MOST_PARTS)]))
    groups: list[list[Record]] = [[]]
    for line in lines:
        if reserve + len(written([*groups[-1], line])) > most_bytes and groups[-1]:
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


def code_of(data: bytes) -> segno.QRCode:
    """8-bit mode for all of it: readers of this format decode Shift_JIS themselves."""
    return segno.make(data, error="m", mode="byte", micro=False, boost_error=False)


def code_svg(data: bytes, *, place: int, count: int) -> Svg:
    title = _("QRコード %(place)s枚め(全部で%(count)s枚)") % {"place": place, "count": count}
    svg = code_of(data).svg_inline(
        scale=4, border=BORDER_MODULES, dark="#000", light="#fff", title=title, omitsize=True
    )
    return Svg(svg)
