"""The embedded Redis: private, without a port."""

import stat

from ldn_app.supervise.broker import broker_answers, broker_program, private_folder
from ldn_app.supervise.children import Child


def test_broker_answers_on_a_socket_that_only_its_owner_can_reach(tmp_path):
    with private_folder(tmp_path) as folder:
        child = Child(broker_program(folder / "redis.sock"))
        try:
            answered = broker_answers(folder / "redis.sock")
            socket_mode = stat.S_IMODE((folder / "redis.sock").stat().st_mode)
            folder_mode = stat.S_IMODE(folder.stat().st_mode)
        finally:
            child.stop()

    assert answered
    assert (folder_mode, socket_mode) == (0o700, 0o700)
    assert not (folder / "redis.sock").exists()


def test_broker_opens_no_port(tmp_path):
    command = broker_program(tmp_path / "redis.sock").command

    assert command[command.index("--port") + 1] == "0"


def test_socket_moves_to_a_short_folder_when_the_data_folder_is_deep(tmp_path):
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()

    with private_folder(deep) as folder:
        assert len(str(folder / "redis.sock")) < 100
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    assert not folder.exists()


def test_silence_is_no_answer(tmp_path):
    assert not broker_answers(tmp_path / "nobody.sock", within_seconds=0.1)
