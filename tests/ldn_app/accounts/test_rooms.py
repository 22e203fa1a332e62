import pytest

from ldn_app.accounts.rooms import address_of


@pytest.mark.parametrize(
    "name",
    [
        "doses:regimen",
        "doses:regimen_new",
        "symptoms:choose",
        "labs:labs",
        "questionnaires:scores",
        "safety:other_medicines",
        "supply:supplies",
        "visits:visits",
        "export:download",
        "account_deletion:delete",
    ],
)
def test_the_rooms_that_settings_and_first_run_lead_to_exist(name):
    assert address_of(name)


def test_the_way_back_travels_along():
    address = address_of("symptoms:choose", back_to="/welcome/ready/")

    assert address == "/symptoms/?next=%2Fwelcome%2Fready%2F"


def test_a_room_that_is_not_there_has_no_address():
    assert address_of("attic:door") == ""
    assert address_of("attic:door", default="/") == "/"
