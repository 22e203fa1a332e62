"""No browser is told to cut a text: the form says how long it may be and gives it back whole."""

import re
from pathlib import Path

from django import forms
from django.conf import settings


class OneText(forms.Form):
    text = forms.CharField(max_length=200, widget=forms.Textarea)
    line = forms.CharField(max_length=5)


def test_a_field_says_its_length_to_a_script_and_not_to_the_browser():
    html = OneText().as_div()

    assert "maxlength" not in html
    assert 'data-longest="200"' in html
    assert 'data-longest="5"' in html


def test_a_text_that_is_too_long_comes_back_whole_with_a_sentence():
    form = OneText({"text": "あ" * 201, "line": "a"})

    assert form.errors["text"]
    assert "あ" * 201 in form.as_div()


def test_no_template_of_ours_tells_a_browser_to_cut():
    templates = Path(settings.BASE_DIR / "templates").rglob("*.html")
    cutting = [path for path in templates if re.search(r"\bmaxlength=", path.read_text())]

    assert cutting == []
