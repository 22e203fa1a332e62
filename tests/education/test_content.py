"""What stands in the library today."""

from io import StringIO

from django.core.management import call_command

from education.checks.everything import problems
from education.claims_table import DOCUMENT, claims_table
from education.pages import headings_of
from education.registry import catalogue

# The pages that the diary offers, and the heading that each leads to.
OFFERED = {
    "unwanted-effects": "眠りの変化",
    "at-the-hospital": "そのまま使える伝え方",
    "keeping-a-diary": "月のふりかえりの読み方",
}
SLUGS = (
    "welcome what-it-is how-it-may-work how-to-read-studies studies-1 studies-2 studies-3 studies-4"
    " never-together check-ingredients at-the-hospital unwanted-effects timing who-must-ask"
    " daily-life status bringing-in paying keeping-a-diary your-data for-doctors"
)


def test_the_content_has_no_fault():
    assert [str(problem) for problem in problems(catalogue())] == []


def test_all_pages_are_there_in_their_order():
    assert [page.slug for page in catalogue().pages] == SLUGS.split()
    assert {page.slug for page in catalogue().english} == {
        *("what-it-is", "never-together", "at-the-hospital", "status", "emergency")
    }


def test_twelve_things_everybody_must_know():
    assert len(catalogue().must_knows) == 12


def test_the_table_of_claims_is_the_claims():
    assert DOCUMENT.read_text(encoding="utf-8") == claims_table(catalogue())


def test_what_the_diary_leads_to_is_there():
    for slug, heading in OFFERED.items():
        headings = [one.text for one in headings_of(catalogue().page(slug).body)]

        assert heading in headings, slug


def test_the_command_of_script_check_passes_and_lists_what_is_past_its_review():
    out = StringIO()

    call_command("check_library", stdout=out)

    assert "problems" not in out.getvalue()
