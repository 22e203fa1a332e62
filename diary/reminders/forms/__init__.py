"""Input of the pages about reminders."""
