#!/usr/bin/env python3
"""What hostile and idle clients cost a running Waybill, and whether good ones notice.

    bench/idle.py PORT PID [SESSIONS]

Needs a Waybill that takes mail for demo@localhost on 127.0.0.1:PORT in the process PID, jcmd of its JDK, and a limit of
open files beyond SESSIONS (10,000) for both: this one raises its own as far as it may. The sessions come from 127.0.0.1 to
127.0.0.20, since one source may have 1,000. Takes a little more than five minutes, the time of a command that never ends.
"""
import re
import resource
import socket
import subprocess
import sys
import threading
import time

SOURCES = [f"127.0.0.{i}" for i in range(1, 21)]
MIB = 1 << 20

started = time.monotonic()


def say(text):
    print(f"{time.monotonic() - started:6.1f} s  {text}", flush=True)


class Client:
    def __init__(self, port, source=SOURCES[0]):
        self.socket = socket.create_connection(("127.0.0.1", port), 600, (source, 0))
        self.unread = b""
        self.expect("220")

    def reply(self):
        while True:
            line, end, rest = self.unread.partition(b"\r\n")
            if end:
                self.unread = rest
                if line[3:4] != b"-":
                    return line.decode("utf-8", "replace")
            else:
                more = self.socket.recv(65536)
                if not more:
                    raise ConnectionError("closed")
                self.unread += more

    def expect(self, code):
        reply = self.reply()
        if not reply.startswith(code):
            raise AssertionError(f"expected {code}, heard {reply}")

    def send(self, octets):
        self.socket.sendall(octets)

    def command(self, line, code):
        self.send(line.encode() + b"\r\n")
        self.expect(code)

    def until_data(self):
        self.command("EHLO client.example", "250")
        self.command("MAIL FROM:<sender@localhost>", "250")
        self.command("RCPT TO:<demo@localhost>", "250")
        self.command("DATA", "354")


def mail(port):
    """Seconds of a session with one mail."""
    before = time.monotonic()
    client = Client(port)
    client.until_data()
    client.send(b"Subject: beside many\r\n\r\ntext\r\n.\r\n")
    client.expect("250")
    client.command("QUIT", "221")
    client.socket.close()
    return time.monotonic() - before


def heap(pid):
    """Used octets after a full collection."""
    for _ in range(2):
        subprocess.run(["jcmd", pid, "GC.run"], check=True, stdout=subprocess.DEVNULL)
    info = subprocess.run(["jcmd", pid, "GC.heap_info"], check=True, capture_output=True, text=True).stdout
    return sum(int(used) << 10 for used in re.findall(r"(?:heap|generation|Heap).*used (\d+)K", info))


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) << 10


def until_closed(name, client, octets, pause):
    """Sends the same again and again until the server has had enough."""
    before = time.monotonic()
    sent = 0
    client.socket.settimeout(pause or 0.001)
    words = b""
    while True:
        try:
            client.send(octets)
            sent += len(octets)
            more = client.socket.recv(4096)
            words += more
            if not more:
                break
        except TimeoutError:
            pass
        except OSError as e:
            words = words or str(e).encode()
            break
    last = words.decode("utf-8", "replace").strip().splitlines()
    say(f"{name}: closed after {time.monotonic() - before:.1f} s and {sent:,} octets: {last[-1] if last else 'no words'}")


def deaf(port):
    """Asks and asks and never reads the replies."""
    client = Client(port)
    client.socket.settimeout(2)
    sent = 0
    octets = b"HELP\r\n" * 1_000
    try:
        while sent < 64 * MIB:
            sent += client.socket.send(octets)
    except TimeoutError:
        say(f"unread replies: the server reads no more after {sent:,} octets, which the sockets' buffers hold")
        return client
    raise AssertionError(f"the server took {sent:,} octets from a client that reads nothing")


def main():
    port, pid = int(sys.argv[1]), sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    alone = min(mail(port) for _ in range(5))
    heap_before, resident_before = heap(pid), resident(pid)
    say(f"before: heap {heap_before / MIB:.0f} MiB, resident {resident_before / MIB:.0f} MiB, a mail {alone:.3f} s")

    idle = [Client(port, SOURCES[i % len(SOURCES)]) for i in range(count)]
    say(f"{count:,} idle sessions are open")
    heap_after, resident_after = heap(pid), resident(pid)
    beside = max(mail(port) for _ in range(20))
    say(
        f"beside them: heap {heap_after / MIB:.0f} MiB, resident {resident_after / MIB:.0f} MiB, "
        f"a mail {beside:.3f} s (slowest of 20)"
    )
    say(f"an idle session: {(heap_after - heap_before) / count / 1024:.1f} KiB of heap")

    listener = deaf(port)
    until_closed("endless line", Client(port), b"x" * 4096, 0)
    in_data = Client(port)
    in_data.until_data()
    dribblers = [
        threading.Thread(target=until_closed, args=("one octet a second in DATA", in_data, b"x", 1)),
        threading.Thread(target=until_closed, args=("one octet a second in a command", Client(port), b"N", 1)),
    ]
    for dribbler in dribblers:
        dribbler.start()
    heap_loaded = heap(pid)
    say(f"beside these too: heap {heap_loaded / MIB:.0f} MiB, a mail {mail(port):.3f} s")
    for dribbler in dribblers:
        dribbler.join()
    listener.socket.close()
    for client in idle:
        client.socket.close()

    good = heap_after - heap_before <= 200 * MIB and beside <= 2
    say("within 200 MiB and 2 s" if good else "NOT within 200 MiB and 2 s")
    sys.exit(0 if good else 1)


main()
