"""A push service that takes everything and keeps nothing."""

import asyncio
import re
from urllib.parse import urlsplit

from .evening_sinks import PUSH_ORIGIN

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
TAKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            await reader.readexactly(int(LENGTH.search(head)[1]))
            writer.write(TAKEN)
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(converse, "127.0.0.1", urlsplit(PUSH_ORIGIN).port)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
