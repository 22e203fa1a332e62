"""A person's own pages: the first run and the settings.

They stand above ``access``, because they need its guard, and know higher rooms by URL name only.
"""
