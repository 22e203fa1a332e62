"""A person's own pages: the first run and the settings.

They stand above ``access``, because they need its guard; where they lead in the diary is the table
``settings.HOME``.
"""
