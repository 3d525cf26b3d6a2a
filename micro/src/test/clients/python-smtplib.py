#!/usr/bin/env python3
"""For the arguments see README.md."""

import smtplib
import ssl
import sys

host, port, security, certificate, mechanism, user, password, sender, recipient, path = sys.argv[1:]
with open(path, "rb") as file:
    content = file.read()

trust = ssl.create_default_context(cafile=certificate)
common = {"host": host, "port": int(port), "local_hostname": "client.example", "timeout": 60}
smtp = smtplib.SMTP_SSL(context=trust, **common) if security == "smtps" else smtplib.SMTP(**common)
with smtp:
    if security == "starttls":
        smtp.starttls(context=trust)
    if mechanism != "-":
        smtp.ehlo()
        smtp.user, smtp.password = user, password
        smtp.auth(mechanism.upper(), {"plain": smtp.auth_plain, "login": smtp.auth_login}[mechanism])
    options = [] if content.isascii() else ["BODY=8BITMIME"]
    if not (sender + recipient).isascii():
        options.append("SMTPUTF8")
    smtp.sendmail(sender, [recipient], content, mail_options=options)
