"""Asking for papers, making them, and clearing up."""
