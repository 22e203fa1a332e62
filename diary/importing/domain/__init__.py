"""What bytes, dates and words of a stranger's file mean. Pure: no Django, no clock."""
