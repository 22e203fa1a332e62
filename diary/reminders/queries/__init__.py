"""What pages about reminders show."""
