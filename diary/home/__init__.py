"""The top of the diary: the one package that may know every other.

Tabs, landing pages, the settings overview and the notices on Tonight are tables here. The pages of
``ldn_app`` that show them find the tables through dotted paths in the settings.
"""
