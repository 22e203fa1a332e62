"""Outgoing mail on one's own machine, readable under /dev/mail/. Never in production settings."""
