"""Bounces switch their channel off. Reads one message from a pipe, or the new ones of a maildir."""

import sys
from mailbox import Maildir

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from diary.reminders.services.bounces import take_bounce


class Command(BaseCommand):
    help = "Switches off channels whose mail came back; --maildir PATH, or one message on stdin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", help="read and remove the messages of this maildir")

    def handle(self, *args, maildir: str | None, **options) -> None:
        if maildir is None:
            switched = take_bounce(sys.stdin.buffer.read(), now=timezone.now())
            self.stdout.write("switched off" if switched else "nothing to do")
            return
        box = Maildir(maildir, create=False)
        switched = 0
        for key in list(box.keys()):
            switched += take_bounce(box.get_bytes(key), now=timezone.now())
            box.remove(key)
        self.stdout.write(f"{switched} switched off")
