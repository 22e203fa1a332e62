"""What the answers of a day mean. Pure: no Django, no clock."""
