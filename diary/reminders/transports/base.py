"""What delivery and a transport tell each other."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

# A visit and a refill of one day stand beside each other. Providers and lock screens see no more.
DATED_TOPICS = {"appointment": "plan", "refill": "plan-2"}
# The kind of a trial, which must not take the place of a reminder that is still on its way.
TRIAL = "trial"


class Outcome(StrEnum):
    """What became of one message, as far as the other side told."""

    HANDED_OVER = "handed_over"  # the provider took it
    TRANSIENT = "transient"  # surely not taken; worth another try
    REFUSED = "refused"  # surely not taken; this message never will be
    PERMANENT = "permanent"  # surely not taken; the channel is dead (404/410, 5.1.1)
    UNCONFIRMED = "unconfirmed"  # may have been taken: never to be repeated


@dataclass(frozen=True, slots=True)
class Receipt:
    """``reason``: a short code for people who watch ("smtp_450", "push_410"); never content.

    ``retry_after_seconds``: what the other side asked for; None leaves it to us. ``tried``: False
    when the other side was not asked about this message at all, which costs it no try.
    ``host_is_away``: there was nobody to talk to, so that the next message need not try.
    """

    outcome: Outcome
    reason: str = ""
    retry_after_seconds: int | None = None
    tried: bool = True
    host_is_away: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message with everything a transport needs; no drug, no amount, no symptom.

    ``text``: the neutral sentence or the patient's own. ``link``: the absolute address of the
    one-button page (dose, still_open) or of the sign-in page's target (check_in).
    ``answers_dose``: whether ``link`` takes the tap 「飲んだ」. ``expires_at``: after this moment
    the message must not arrive (TTL). ``address``: for e-mail; ``endpoint``/``p256dh``/``auth``:
    for Web Push.
    """

    message_id: int
    channel_id: int
    kind: str
    dose_day: date
    text: str
    link: str
    answers_dose: bool
    expires_at: datetime
    address: str = ""
    unsubscribe_link: str = ""
    endpoint: str = ""
    p256dh: str = ""
    auth: str = ""

    @property
    def topic(self) -> str:
        """A newer message takes the place of an older one of the same topic, and of no other."""
        if self.answers_dose:
            return "night"
        if self.kind == TRIAL:
            return "trial"
        return DATED_TOPICS.get(self.kind, "day")

    @property
    def is_about_a_date(self) -> bool:
        """Whether it is about a date of another room, and not about a night or a day's record."""
        return self.kind in DATED_TOPICS


class Transport(Protocol):
    """One transport object serves one worker for one batch and keeps its connections open.

    ``prepare`` may raise: the message is then set aside as poison. ``hand_over`` blocks at most
    some seconds and answers with a receipt instead of raising; it must answer UNCONFIRMED as
    soon as the other side may have taken the message.
    """

    def prepare(self, outgoing: Outgoing, *, now: datetime) -> Any:
        """Everything that can be done before the message is marked as leaving."""

    def hand_over(self, prepared: Any) -> Receipt: ...

    def close(self) -> None:
        """Let go of the connections; harmless when there are none."""
