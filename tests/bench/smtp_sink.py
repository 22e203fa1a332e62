"""An SMTP server that takes everything and keeps nothing: as cheap as a sink can be in Python."""

import asyncio
import os

ANSWERS = {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n", b"EHLO": b"250 sink\r\n"}


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        command = line[:4].upper().strip()
        writer.write(ANSWERS.get(command, b"250 OK\r\n"))
        if command == b"DATA":
            await writer.drain()
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(b"250 OK\r\n")
        await writer.drain()
        if command == b"QUIT":
            break
    writer.close()


async def main() -> None:
    port = int(os.environ["EMAIL_PORT"])
    server = await asyncio.start_server(converse, "127.0.0.1", port)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
