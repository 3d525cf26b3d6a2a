#!/usr/bin/env python3
"""A dead host on ADDRESS:PORT, until it is killed: connections to it are refused, or hang because nobody accepts them.

    bench/dead.py refused|hangs ADDRESS PORT
"""
import signal
import socket
import sys


def main():
    kind, address = sys.argv[1], (sys.argv[2], int(sys.argv[3]))
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(address)
    # a socket that does not listen keeps the port and refuses
    waiting = []
    if kind == "hangs":
        place.listen(0)
        try:
            for _ in range(100):
                client = socket.socket()
                client.settimeout(1)
                waiting.append(client)
                client.connect(address)
            raise SystemExit("a listener that accepts nothing has taken 100 connections")
        except TimeoutError:
            # the first that hangs: those behind it will too
            waiting.pop().close()
    print("ready", flush=True)
    signal.pause()


main()
