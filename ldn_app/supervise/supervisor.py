"""Keeps the children running; stops them in the order in which they need one another."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .children import Child, Program

ENDS_BEFORE_GIVING_UP = 5
COUNTED_FOR_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 16.0


class KeepsEnding(Exception):
    """A program ended so often that starting it again would only hide the reason."""


@dataclass
class ManagedProcess:
    """One program's place: its child, when it ended lately, and when to start it again."""

    program: Program
    child: Child | None
    ended_at: list[float] = field(default_factory=list)
    starts_at: float = 0.0


class Supervisor:
    """Programs are started one after another: each may need those before it.

    A child that ends by itself is started again after 1, 2, 4 … seconds. One that ends five times
    within a minute makes ``look_after`` raise KeepsEnding: then everything is stopped, because
    half a product (pages without mail, reminders without pages) looks like a whole one.
    """

    def __init__(
        self,
        *,
        new_child: Callable[[Program], Child] = Child,
        clock: Callable[[], float] = time.monotonic,
        say: Callable[[str], None] = print,
    ) -> None:
        self.posts: list[ManagedProcess] = []
        self._new_child = new_child
        self._clock = clock
        self._say = say

    def start(self, program: Program) -> None:
        self.posts.append(ManagedProcess(program, self._new_child(program)))

    def look_after(self) -> None:
        """Notice who ended and start again who is due; call this a few times a second."""
        for post in self.posts:
            if post.child is not None and post.child.has_ended():
                self._note_the_end(post)
            elif post.child is None and post.ended_at and self._clock() >= post.starts_at:
                post.child = self._new_child(post.program)

    def stop(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """Stop everything, last started first: beat, worker, web, broker."""
        while self.posts:
            post = self.posts.pop()
            if post.child is not None:
                post.child.stop(hurry=hurry)

    def _note_the_end(self, post: ManagedProcess) -> None:
        post.child.stop()  # What it left behind in its session goes before its successor comes.
        post.child = None
        now = self._clock()
        post.ended_at = [at for at in post.ended_at if now - at < COUNTED_FOR_SECONDS] + [now]
        name = post.program.name
        if len(post.ended_at) >= ENDS_BEFORE_GIVING_UP:
            raise KeepsEnding(
                f"「{name}」が何度も終わってしまうため、すべてを止めます。理由は上の行にあります。\n"
                f"{name} keeps ending, so everything stops. The lines above tell why."
            )
        pause = min(2.0 ** (len(post.ended_at) - 1), LONGEST_PAUSE_SECONDS)
        post.starts_at = now + pause
        self._say(
            f"「{name}」が終わりました。{pause:.0f}秒後にもう一度始めます。"
            f" / {name} ended; it starts again in {pause:.0f} s."
        )
