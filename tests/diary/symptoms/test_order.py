import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.symptoms.domain.order import moved


@pytest.mark.parametrize(
    ("which", "by", "order"),
    [
        (2, -1, [2, 1, 3]),
        (2, 1, [1, 3, 2]),
        (1, -1, [1, 2, 3]),
        (3, 1, [1, 2, 3]),
        (1, 9, [2, 3, 1]),
    ],
)
def test_one_moves_and_stops_at_either_end(which, by, order):
    assert moved([1, 2, 3], which, by=by) == order


@given(data=st.data(), ids=st.lists(st.integers(), min_size=1, unique=True), by=st.integers(-9, 9))
def test_nothing_is_lost_and_the_others_keep_their_order(data, ids, by):
    which = data.draw(st.sampled_from(ids))

    order = moved(ids, which, by=by)

    assert sorted(order) == sorted(ids)
    assert [one for one in order if one != which] == [one for one in ids if one != which]
