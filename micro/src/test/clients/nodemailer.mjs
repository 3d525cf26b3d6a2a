#!/usr/bin/env node
// For the arguments see README.md.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../target/clients/", import.meta.url));
const nodemailer = require("nodemailer");

const [host, port, security, certificate, mechanism, user, pass, from, to, file] = process.argv.slice(2);
const raw = readFileSync(file);
const transport = nodemailer.createTransport({
    host,
    port: Number(port),
    name: "client.example",
    secure: security === "smtps",
    requireTLS: security === "starttls",
    ignoreTLS: security === "plain",
    tls: { ca: readFileSync(certificate), servername: host },
    ...(mechanism === "-" ? {} : { authMethod: mechanism.toUpperCase(), auth: { user, pass } }),
});
const isAscii = raw.every((octet) => octet < 0x80);
const sent = await transport.sendMail({ envelope: { from, to, use8BitMime: !isAscii }, raw });
console.log(sent.response);
