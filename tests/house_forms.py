"""Every form of the project, for tests that go over all of them."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from django import forms

import diary
import education
import ldn_app

NO_FORMS = {"migrations", "settings", "__main__", "wsgi", "celery", "supervise", "management"}


def modules_of_the_house() -> Iterator[ModuleType]:
    """Every module that may hold a form."""
    for package in (diary, ldn_app, education):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in NO_FORMS for part in found.name.split(".")):
                yield importlib.import_module(found.name)


def forms_of_the_house() -> dict[str, type[forms.BaseForm]]:
    """Dotted name → form."""
    found = {}
    for module in modules_of_the_house():
        for thing in vars(module).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, forms.BaseForm)
                and thing.__module__.startswith(("diary.", "ldn_app.", "education."))
            ):
                found[f"{thing.__module__}.{thing.__qualname__}"] = thing
    return found
