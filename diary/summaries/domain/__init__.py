"""What the record means over a stretch of days. Pure: no Django, no clock."""
