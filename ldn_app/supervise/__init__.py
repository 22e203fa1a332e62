"""The one command: web, worker, beat and a private broker under one supervisor.

Knows nothing of Django, so that it stays small and outlives a child that does not start.
"""
