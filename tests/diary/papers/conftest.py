import pytest

from diary.papers import nudging
from diary.papers.services import asking, batches


@pytest.fixture
def nudged(monkeypatch):
    """The ids of the jobs that workers were told of."""
    told = []
    for module in (nudging, asking, batches):
        monkeypatch.setattr(module, "nudge", told.append)
    return told
