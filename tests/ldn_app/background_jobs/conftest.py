import pytest

from ldn_app.background_jobs import renderers, wakeup
from ldn_app.background_jobs.services import asking, batches


@pytest.fixture
def woken_for(monkeypatch):
    """The ids of the jobs that workers were told of."""
    told = []
    for module in (wakeup, asking, batches):
        monkeypatch.setattr(module, "wake_workers", told.append)
    return told


@pytest.fixture
def use_renderer(monkeypatch):
    """Every job is rendered by the function that is given here."""

    def use(render):
        made_up = renderers.JobRenderer(render, 3)
        monkeypatch.setattr(renderers, "renderer_of", lambda kind: made_up)

    return use
