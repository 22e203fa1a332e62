"""What happens to reminders: planned, delivered, arranged, answered."""
