"""A person's own pages: the first run and the settings.

They are above ``access``, because they need its guard. What they link to in the diary is in the
table ``settings.HOME``.
"""
