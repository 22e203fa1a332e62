"""The same counts for Prometheus, read from the database whenever somebody asks.

The rows are shared by all processes, so nothing has to be collected from workers.
"""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .operator import EngineState, engine_state


class EngineCollector(Collector):
    """Gauges of one moment."""

    def __init__(self, state: EngineState, now: datetime) -> None:
        self.state = state
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        state = self.state
        if state.last_tick is not None:
            age = (self.now - state.last_tick).total_seconds()
            yield _gauge("seconds_since_tick", "Seconds since the last tick", age)
        waiting = state.oldest_waiting_seconds or 0
        yield _gauge("oldest_waiting_seconds", "Age of the oldest waiting message", waiting)
        unfinished = state.oldest_unfinished_seconds or 0
        words = "Since the oldest unfinished message was due, whatever its state"
        yield _gauge("oldest_unfinished_seconds", words, unfinished)
        held = _family("held_seconds", "Age of the oldest message in a worker's hands", ["state"])
        for name, seconds in state.held_seconds.items():
            held.add_metric([name], seconds)
        yield held
        depths = _family("unfinished", "Messages that are not finished", ["state"])
        for name, count in state.unfinished.items():
            depths.add_metric([name], count)
        yield depths
        dwell = _family("dwell_seconds", "Due to handed over, last 24 hours", ["quantile"])
        for quantile, seconds in (("0.5", state.dwell_p50), ("0.99", state.dwell_p99)):
            if seconds is not None:
                dwell.add_metric([quantile], seconds)
        yield dwell
        yield self._outcomes()
        refused = "Messages whose sender was refused, waiting or of the last 24 hours"
        yield _gauge("sender_refused", refused, state.sender_refused)
        waiting = _family("held_up", "Messages that wait for another try", ["channel", "reason"])
        for one in state.held_up:
            waiting.add_metric([one.channel, one.reason], one.count)
        yield waiting
        off = _family("channels_off", "Channels that are switched off", ["channel", "reason"])
        for kind, reason, count in state.channels_off:
            off.add_metric([kind, reason], count)
        yield off
        resting = _family("host_resting_seconds", "How long a host that hung rests yet", ["host"])
        for row in state.resting_hosts:
            resting.add_metric([row.host], (row.open_until - self.now).total_seconds())
        yield resting

    def _outcomes(self) -> GaugeMetricFamily:
        labels = ["kind", "channel", "state", "reason"]
        family = _family("outcomes_24h", "Messages by outcome, last 24 hours", labels)
        for one in self.state.outcomes:
            family.add_metric([one.kind, one.channel, one.state, one.reason], one.count)
        return family


def exposition(*, now: datetime) -> bytes:
    """Everything in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(EngineCollector(engine_state(now=now), now))
    return generate_latest(registry)


def _family(name: str, words: str, labels: list[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"reminders_{name}", words, labels=labels)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"reminders_{name}", words, value=value)
