"""The web server: waitress with limits of time and size, and a gate in front of the site.

Why not granian: it hands a request to a thread before the body is there, and its threads wait for
each other; sixteen forms that trickled in held the site down (docs/decisions/0038).
"""
