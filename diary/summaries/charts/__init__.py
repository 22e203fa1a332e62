"""Charts as pure functions from data to SVG: no Django, no clock, no browser, no script."""
