"""What dose nights and a plan mean. Pure: no Django, no clock."""
