"""Figures as pictures: pure functions from data to SVG, each with its table."""
