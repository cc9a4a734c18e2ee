"""Serving: the pages of one case, on this machine alone, until Ctrl-C."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from ..model.errors import CaseFault, WrongUse
from ..settings import Settings
from .app import application
from .desk import Desk
from .guards import LOOPBACK


def serve(where: str, settings: Settings, *, host: str, port: int, browser: bool, told: Callable[[str], None]) -> None:
    """Serve the case at `where` until it is stopped. `port` 0 takes any that is free; `told` is called with the address."""
    if host not in LOOPBACK:
        raise WrongUse(
            f"the pages are for this machine alone: they do not open on {host!r} until Cenotaph has accounts for users",
            cure="Leave --host out, or give 127.0.0.1. To look from elsewhere, forward the port over ssh.",
        )
    desk = Desk(where, settings)
    with _bound(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        told(address)
        if browser:
            threading.Timer(0.6, webbrowser.open, (address,)).start()
        config = uvicorn.Config(
            application(desk), access_log=False, log_level="warning", server_header=False, date_header=False, lifespan="on"
        )
        uvicorn.Server(config).run(sockets=[listening])


def _bound(host: str, port: int) -> socket.socket:
    # named as TCP, or asyncio would leave Nagle's algorithm on, and every answer would wait 40 ms for an acknowledgement
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise CaseFault(
            f"port {port} cannot be used ({error.strerror})", cure="Choose another with --port, or 0 for any that is free."
        ) from error
    made.listen(128)
    return made
