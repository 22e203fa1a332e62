"""What a reminder means: pure rules."""
