"""A patient's clock, from the row that holds it."""

from ldn_app.clock import clock_of, today_of

__all__ = ["clock_of", "today_of"]
