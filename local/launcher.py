"""Start the local cloud: `python -m local.launcher`, in the environment `.cloud/ministack`.

Order matters: ministack reads the environment when it is imported, and the patches must be in
place before the first request. Stops cleanly (state saved) on SIGTERM and SIGINT.
"""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import socket
import sys

from local import patches
from local.settings import CloudSettings, adopt_environment


def _refuse_taken_ports(settings: CloudSettings) -> None:
    """Say plainly which port is taken, instead of a traceback half way through the start."""
    for name, port in (("HEX311_CLOUD_PORT", settings.gateway_port), ("HEX311_PORT", settings.door_port)):
        with socket.socket() as probe:
            if port and probe.connect_ex(("127.0.0.1", port)) == 0:
                sys.exit(f"Port {port} on 127.0.0.1 is taken. Stop what uses it, or set {name} to a free port.")


def _raise_open_files_limit() -> None:
    """Every warm Lambda and every kept connection is a descriptor; use all the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


async def _serve(settings: CloudSettings) -> None:
    from hypercorn.asyncio import serve  # type: ignore[import-not-found]
    from hypercorn.config import Config  # type: ignore[import-not-found]
    from ministack.app import app as gateway

    from local.autosave import autosaving, saving_lock
    from local.front_door import FrontDoor

    config = Config()
    config.bind = [f"127.0.0.1:{port}" for port in (settings.gateway_port, settings.door_port) if port]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 1
    config.loglevel = os.environ["LOG_LEVEL"]
    with saving_lock(settings.state_folder / "state"):
        pass  # nobody is writing any more
    with autosaving(settings.autosave_seconds) as autosave:
        door = FrontDoor(gateway, settings.door_port, settings.main_stack, on_request=autosave.touch)
        await serve(door, config)


def main() -> None:
    """Run until told to stop."""
    settings = CloudSettings.from_environment(os.environ)
    _refuse_taken_ports(settings)
    adopt_environment(settings)
    settings.clear_scratch()
    settings.scratch_folder.mkdir(parents=True, exist_ok=True)
    _raise_open_files_limit()
    applied = patches.apply_all(settings.without)
    logging.getLogger("local").info("patches: %s", ", ".join(applied))
    asyncio.run(_serve(settings))
    logging.getLogger("local").info("stopped, state saved in %s", settings.state_folder)
    sys.stdout.flush()
    settings.leave_scratch()
    # Threads of running executions wait for months; everything worth keeping is saved.
    os._exit(0)


if __name__ == "__main__":
    main()
