"""Asking for jobs, rendering them, and deleting what is over."""
