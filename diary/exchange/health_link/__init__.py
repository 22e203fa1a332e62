"""What apps of others read through a patient's link (SMART Health Links)."""
