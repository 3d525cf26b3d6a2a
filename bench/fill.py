#!/usr/bin/env python3
"""Submits mail to 127.0.0.1:PORT in pipelining sessions.

    bench/fill.py PORT RUN COUNT HOSTS [--size OCTETS] [--sessions N] [--dead N] [--times FILE]

Mail number i is for h(i % HOSTS + 1).bench.test and has the field "X-Bench-Id: RUN-i". With --dead a mail for N recipients of
dead.bench.test goes before each. Prints the seconds it took; FILE gets "id milliseconds" for each mail that was taken.
"""
import argparse
import itertools
import socket
import threading
import time


class Session:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")
        self.expect(b"220")
        self.say("EHLO client.bench.test\r\n")
        self.expect(b"250")

    def say(self, text):
        self.socket.sendall(text.encode())

    def expect(self, code):
        line = self.file.readline()
        while line[3:4] == b"-":
            line = self.file.readline()
        if not line.startswith(code):
            raise AssertionError(f"expected {code.decode()}, heard {line.decode('utf-8', 'replace')}")

    def send(self, recipients, content):
        rcpts = "".join(f"RCPT TO:<{recipient}>\r\n" for recipient in recipients)
        self.say(f"MAIL FROM:<sender@bench.test>\r\n{rcpts}DATA\r\n")
        for _ in recipients:
            self.expect(b"250")
        self.expect(b"250")
        self.expect(b"354")
        self.say(content)
        self.expect(b"250")


def content(mail_id, size):
    head = (
        "From: <sender@bench.test>\r\nTo: <user@bench.test>\r\nDate: Thu, 01 Jan 2026 00:00:00 +0000\r\n"
        f"Message-ID: <{mail_id}@bench.test>\r\nSubject: benchmark\r\nX-Bench-Id: {mail_id}\r\n\r\n"
    )
    line = "x" * 70 + "\r\n"
    return head + line * max(1, round((size - len(head)) / len(line))) + ".\r\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("run")
    parser.add_argument("count", type=int)
    parser.add_argument("hosts", type=int)
    parser.add_argument("--size", type=int, default=2048)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--dead", type=int, default=0)
    parser.add_argument("--times")
    options = parser.parse_args()
    numbers = itertools.count()
    taken = []
    failures = []

    def work():
        try:
            session = Session(options.port)
            while not failures and (number := next(numbers)) < options.count:
                if options.dead:
                    dead = [f"u{i}@dead.bench.test" for i in range(options.dead)]
                    session.send(dead, content(f"{options.run}-dead-{number}", options.size))
                mail_id = f"{options.run}-{number}"
                session.send(
                    [f"user{number}@h{number % options.hosts + 1}.bench.test"], content(mail_id, options.size)
                )
                taken.append((mail_id, time.time()))
        except (OSError, AssertionError) as e:
            failures.append(e)

    before = time.monotonic()
    workers = [threading.Thread(target=work) for _ in range(min(options.sessions, options.count))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if failures:
        raise SystemExit(f"not all mail was taken: {failures[0]}")
    if options.times:
        with open(options.times, "w") as file:
            file.writelines(f"{mail_id} {at * 1000:.0f}\n" for mail_id, at in taken)
    print(f"{time.monotonic() - before:.1f}")


main()
