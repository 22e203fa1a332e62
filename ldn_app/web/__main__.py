"""``python -m ldn_app.web --host 0.0.0.0 --port 8000 --workers 2``: the web server.

With several workers, each is a process of its own on one shared socket; one that dies is started
again. SIGTERM stops them all.
"""

import argparse
import os
import signal
import socket
import sys
import time

BACKLOG = 1024
SECONDS_BEFORE_A_NEW_START = 1
STOPS = (signal.SIGTERM, signal.SIGINT)


def main() -> int:
    arguments = _arguments()
    try:
        listener = listening_socket(arguments.host, arguments.port, fd=arguments.fd)
    except OSError as why:
        sys.stderr.write(f"{arguments.host}:{arguments.port}: {why.strerror}\n")
        return 1
    if arguments.workers == 1:
        serve(listener)
        return 0
    return keep_serving(listener, workers=arguments.workers)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ldn_app.web")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--fd", type=int, help="a socket that is bound already")
    return parser.parse_args()


def listening_socket(host: str, port: int, *, fd: int | None = None) -> socket.socket:
    """A socket that listens there; raises OSError where another server does already.

    ``fd``: the parent's socket, bound and kept through new starts, instead of another one. No
    SO_REUSEPORT: two servers on one port would share its visitors without a word.
    """
    if fd is not None:
        listener = socket.socket(fileno=fd)
        listener.listen(BACKLOG)
    else:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    listener.setblocking(False)
    return listener


def serve(listener: socket.socket) -> None:
    """Serve the site in this process until SIGTERM or SIGINT."""
    from ldn_app.web.server import build_server  # After the fork: it loads the site.
    from ldn_app.wsgi import application

    server = build_server(application, listener)
    for number in STOPS:
        signal.signal(number, server.stop)
    server.run()


def keep_serving(listener: socket.socket, *, workers: int) -> int:
    """Keep ``workers`` processes that serve; returns once they were stopped."""
    running: set[int] = set()
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    for number in STOPS:
        signal.signal(number, stop)
    while not stopping or running:
        while not stopping and len(running) < workers:
            running.add(_forked(listener))
        if stopping:
            stop()  # The signal may have come between the look and the fork.
        pid, _status = os.wait()
        running.discard(pid)
        if not stopping:
            time.sleep(SECONDS_BEFORE_A_NEW_START)  # A site that does not start must not spin.
    return 0


def _forked(listener: socket.socket) -> int:
    # A child must not answer a signal with its parent's handler, which would only set a variable
    # of the child: signals wait until it has forgotten that handler.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        return pid
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    try:
        serve(listener)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
