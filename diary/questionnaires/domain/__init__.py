"""Instruments and their scores: what they are, what they may be. Nothing is diagnosed. Pure."""
