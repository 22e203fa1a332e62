#!/usr/bin/env python
"""Run Django's management commands; development settings unless the environment says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ldn_app.settings.development")
    execute_from_command_line(sys.argv)
