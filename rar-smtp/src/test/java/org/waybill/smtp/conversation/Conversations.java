package org.waybill.smtp.conversation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsIdentity;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;

/** What every form of the server must say alike. */
public final class Conversations {

    private static final TlsIdentity NO_FILES =
            new TlsIdentity("mx.example.org", Path.of("none.crt"), Path.of("none.key"));

    private Conversations() {}

    /** Small limits, so that scripts can reach them. */
    public static SessionLimits limits() {
        return new SessionLimits(
                50, 20, 2, 2, 6, 20, 3, Duration.ofMinutes(5), Duration.ofMinutes(3), Duration.ofMinutes(10), 100);
    }

    public static ListenerSpec spec(TlsMode tls) {
        List<TlsIdentity> identities = tls == TlsMode.NONE ? List.of() : List.of(NO_FILES);
        return ListenerSpec.smtp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mx.example.org", 2_000)
                .withTag("tag")
                .withTls(new TlsPolicy(tls, identities));
    }

    /** On a listener without TLS. */
    public static List<Conversation> plain() {
        return List.of(
                ONE_MAIL,
                HELO_MAIL,
                NULL_SENDER,
                PIPELINED,
                SECOND_EHLO,
                OUT_OF_ORDER,
                ALL_REFUSED,
                ALL_PUT_OFF,
                SOME_REFUSED,
                APPLICATION_FAILS,
                TOO_MANY_RECIPIENTS,
                TOO_MANY_MAILS,
                PATH_SYNTAX,
                SENDER_SYNTAX,
                RECIPIENT_SYNTAX,
                LITERALS,
                OUTSIDE_ASCII,
                PARAMETERS,
                HELLO_SYNTAX,
                DECLARED_TOO_BIG,
                TOO_BIG,
                SMALL_COMMANDS,
                ERROR_BUDGET,
                LINE_TOO_LONG,
                ENDLESS_LINE,
                HTTP,
                HEADER_AS_COMMAND,
                TLS_HELLO,
                BARE_LF,
                BARE_CR,
                NUL,
                CHUNK,
                BARE_LF_IN_DATA,
                DOTS);
    }

    private static final Conversation ONE_MAIL = Conversation.parse(
            "one mail",
            """
            S: 220 mx.example.org ESMTP Waybill
            C: EHLO client.example
            S: 250-mx.example.org Hello client.example [127.0.0.1], pleased to meet you
            S: 250-PIPELINING
            S: 250-8BITMIME
            S: 250-SIZE 2000
            S: 250-ENHANCEDSTATUSCODES
            S: 250 HELP
            C: MAIL FROM:<anna@client.example> BODY=8BITMIME SIZE=100
            S: 250 2.0.0 Ok
            C: RCPT TO:<otto@example.org>
            S: 250 2.1.5 Destination address valid: Recipient ok
            C: DATA
            S: 354 Enter mail, end with "." on a line by itself
            C: Subject: one
            C:
            C: text
            C: .
            S: 250 2.0.0
            C: QUIT
            S: 221 2.0.0 Bye
            S: (closed)
            """);

    private static final Conversation HELO_MAIL = Conversation.parse(
            "HELO, small letters, trailing spaces",
            """
            S: 220
            C: helo [192.0.2.1]
            S: 250 mx.example.org Hello [192.0.2.1] [127.0.0.1]
            C: mail from:<anna@client.example>
            S: 250 2.0.0
            C: rcpt to:<otto@example.org>{ *3}
            S: 250 2.1.5
            C: data{ *2}
            S: 354
            C: .
            S: 250 2.0.0
            C: quit
            S: 221
            S: (closed)
            """);

    private static final Conversation NULL_SENDER = Conversation.parse(
            "null sender, postmaster, source route, quoted",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<>
            S: 250 2.0.0
            C: RCPT TO:<Postmaster>
            S: 250 2.1.5
            C: RCPT TO:<@relay.example,@other.example:"a > b"@example.org>
            S: 250 2.1.5
            C: RSET
            S: 250 2.0.0
            C: DATA
            S: 503 5.5.1
            C: MAIL FROM: <anna@client.example>
            S: 250 2.0.0
            """);

    private static final Conversation PIPELINED = Conversation.parse(
            "a pipelined group (RFC 2920)",
            """
            C: EHLO client.example
            C: MAIL FROM:<anna@client.example>
            C: RCPT TO:<otto@example.org>
            C: RCPT TO:<nobody@example.org>
            C: DATA
            S: 220
            S: 250-*
            S: 250 HELP
            S: 250 2.0.0
            S: 250 2.1.5
            S: 550 5.1.1
            S: 354
            C: text
            C: .
            C: MAIL FROM:<anna@client.example>
            C: RCPT TO:<otto@example.org>
            C: RSET
            C: NOOP
            C: QUIT
            C: NOOP
            S: 250 2.0.0
            S: 250 2.0.0 Ok
            S: 250 2.1.5
            S: 250 2.0.0 Ok
            S: 250 2.0.0 Ok
            S: 221
            S: (closed)
            """);

    private static final Conversation SECOND_EHLO = Conversation.parse(
            "a second EHLO ends the transaction (RFC 5321 §4.1.4)",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: EHLO
            S: 501 5.5.4
            C: RCPT TO:<otto@example.org>
            S: 250
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: RCPT TO:<otto@example.org>
            S: 503 5.5.1
            """);

    private static final Conversation OUT_OF_ORDER = Conversation.parse(
            "out of order",
            """
            S: 220
            C: MAIL FROM:<anna@client.example>
            S: 503 5.5.1
            C: RCPT TO:<otto@example.org>
            S: 503 5.5.1
            C: DATA
            S: 503 5.5.1
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: MAIL FROM:<anna@client.example>
            S: 503 5.5.1
            C: DATA
            S: 503 5.5.1
            C: STARTTLS
            S: 502 5.5.1
            """);

    private static final Conversation ALL_REFUSED = Conversation.parse(
            "every recipient refused",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<nobody@example.org>
            S: 550 5.1.1 Invalid recipient: <nobody@example.org>
            C: DATA
            S: 554 5.5.1
            C: RCPT TO:<otto@example.org>
            S: 250
            C: DATA
            S: 354
            """);

    private static final Conversation ALL_PUT_OFF = Conversation.parse(
            "a trouble of ours is never a permanent error",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<later@example.org>
            S: 451 4.3.0
            C: RCPT TO:<nobody@example.org>
            S: 550 5.1.1
            C: DATA
            S: 451 4.5.1
            """);

    private static final Conversation SOME_REFUSED = Conversation.parse(
            "the good recipients get the mail",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<otto@example.org>
            S: 250
            C: RCPT TO:<nobody@example.org>
            S: 550
            C: DATA
            S: 354
            C: text
            C: .
            S: 250 2.0.0
            """);

    private static final Conversation APPLICATION_FAILS = Conversation.parse(
            "mail that cannot be stored stays with the client",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<unlucky@client.example>
            S: 250
            C: RCPT TO:<otto@example.org>
            S: 250
            C: DATA
            S: 354
            C: .
            S: 451 4.3.0
            C: QUIT
            S: 221
            S: (closed)
            """);

    private static final Conversation TOO_MANY_RECIPIENTS = Conversation.parse(
            "one recipient too many",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<one@example.org>
            S: 250
            C: RCPT TO:<two@example.org>
            S: 250
            C: RCPT TO:<three@example.org>
            S: 452 4.5.3
            C: DATA
            S: 354
            C: .
            S: 250
            """);

    private static final Conversation TOO_MANY_MAILS = Conversation.parse(
            "one mail too many",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RSET
            S: 250
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RSET
            S: 250
            C: MAIL FROM:<anna@client.example>
            S: 452 4.5.3 Too many messages in this session
            C: QUIT
            S: 221
            S: (closed)
            """);

    private static final Conversation PATH_SYNTAX = Conversation.parse(
            "paths that are none",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL
            S: 501 5.1.7
            C: MAIL FROM
            S: 501 5.1.7
            C: MAIL FROM:anna@client.example
            S: 501 5.1.7
            C: MAIL FROM:<anna@client.example
            S: 501 5.1.7
            C: MAIL FROM:<anna@client.example>SIZE=1
            S: 501 5.1.7
            C: MAIL FROM:<@nowhere>
            S: 501 5.1.7
            """);

    private static final Conversation SENDER_SYNTAX = Conversation.parse(
            "senders that are none",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna>
            S: 501 5.1.7
            C: MAIL FROM:<anna@@client.example>
            S: 501 5.1.7
            C: MAIL FROM:<.anna@client.example>
            S: 501 5.1.7
            C: MAIL FROM:<{a*65}@client.example>
            S: 501 5.1.7
            C: MAIL FROM:<anna@-client.example>
            S: 501 5.1.7
            C: MAIL FROM:<{a*64}@client.example>
            S: 250
            """);

    private static final Conversation RECIPIENT_SYNTAX = Conversation.parse(
            "recipients that are none",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<>
            S: 501 5.1.3
            C: RCPT TO:otto@example.org
            S: 501 5.1.3
            C: RCPT TO:<otto@exa mple.org>
            S: 501 5.1.3
            C: RCPT TO:<"otto@example.org>
            S: 501 5.1.3
            C: RCPT TO:<@relay.example>
            S: 501 5.1.3
            C: RCPT FROM:<otto@example.org>
            S: 501 5.1.3
            """);

    private static final Conversation LITERALS = Conversation.parse(
            "address literals",
            """
            S: 220
            C: EHLO [192.0.2.256]
            S: 501 5.5.4
            C: EHLO [example.org]
            S: 501 5.5.4
            C: EHLO [192.0.2.1]
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@[IPv6:::ffff:192.0.2.1]>
            S: 250
            C: RCPT TO:<otto@[IPv6:1:2]>
            S: 501 5.1.3
            C: RCPT TO:<otto@[192.0.2.01]>
            S: 501 5.1.3
            C: RCPT TO:<otto@[192.0.2.1]>
            S: 250
            """);

    /** Octets of UTF-8, one character each, but for the last command. */
    private static final Conversation OUTSIDE_ASCII = Conversation.parse(
            "addresses outside ASCII, which nobody has agreed to (RFC 6531 \u00a73.5)",
            """
            S: 220
            C: EHLO b\u00c3\u00bccher.example
            S: 501 5.5.4
            C: EHLO xn--bcher-kva.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<j\u00c3\u00b6rg@client.example>
            S: 553 5.6.7
            C: MAIL FROM:<anna@b\u00c3\u00bccher.example>
            S: 553 5.6.7
            C: MAIL FROM:<anna@xn--bcher-kva.example>
            S: 250
            C: RCPT TO:<j\u00c3\u00b6rg@example.org>
            S: 553 5.6.7
            C: R\u00c5\u00bfET
            S: 500 5.5.1
            C: RCPT TO:<otto@xn--bcher-kva.example>
            S: 250
            C: NOOP j\u00c3\u00b6rg
            S: 250
            C: NOOP j\u00f6rg
            S: 500 5.5.2
            C: NOOP
            S: 250
            """);

    private static final Conversation PARAMETERS = Conversation.parse(
            "parameters",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example> RET=HDRS
            S: 555 5.5.4
            C: MAIL FROM:<anna@client.example> SIZE=ten
            S: 501 5.5.4
            C: MAIL FROM:<anna@client.example> SIZE=1 SIZE=1
            S: 501 5.5.4
            C: MAIL FROM:<anna@client.example> BODY=BINARYMIME
            S: 501 5.5.4
            C: MAIL FROM:<anna@client.example> =1
            S: 501 5.5.4
            C: MAIL FROM:<anna@client.example> body=7bit size=10
            S: 250
            C: RCPT TO:<otto@example.org> NOTIFY=NEVER
            S: 555 5.5.4
            """);

    private static final Conversation HELLO_SYNTAX = Conversation.parse(
            "names that are none",
            """
            S: 220
            C: EHLO
            S: 501 5.5.4
            C: EHLO two words
            S: 501 5.5.4
            C: HELO $name
            S: 501 5.5.4
            C: EHLO -client.example
            S: 501 5.5.4
            C: EHLO [IPv6:2001:db8::1]
            S: 250-*
            S: 250 HELP
            """);

    private static final Conversation DECLARED_TOO_BIG = Conversation.parse(
            "declared too big (RFC 1870)",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example> SIZE=2001
            S: 552 5.3.4
            C: MAIL FROM:<anna@client.example> SIZE=99999999999999999999
            S: 552 5.3.4
            C: MAIL FROM:<anna@client.example> SIZE=2000
            S: 250
            """);

    private static final Conversation TOO_BIG = Conversation.parse(
            "too big, and the session goes on behind its end",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<otto@example.org>
            S: 250
            C: DATA
            S: 354
            C: {x*1200}
            C: {y*1200}
            C: .
            S: 552 5.3.4
            C: NOOP
            S: 250
            """);

    private static final Conversation SMALL_COMMANDS = Conversation.parse(
            "the small commands",
            """
            S: 220
            C: NOOP with words
            S: 250 2.0.0 Ok
            C: HELP
            S: 214-2.0.0 This is Waybill
            S: 214-*
            S: 214 2.0.0
            C: VRFY otto
            S: 252 2.5.2
            C: VRFY
            S: 501 5.5.4
            C: EXPN list
            S: 502 5.5.1
            C: AUTH PLAIN AGEAYg==
            S: 500 5.5.1
            C: DATA now
            S: 501 5.5.4
            C: RSET
            S: 250 2.0.0
            C:
            S: 500 5.5.1
            """);

    private static final Conversation ERROR_BUDGET = Conversation.parse(
            "errors come to an end",
            """
            S: 220
            C: ONE
            S: 500 5.5.1
            C: TWO
            S: 500
            C: THREE
            S: 500
            C: FOUR
            S: 500
            C: FIVE
            S: 500
            C: SIX
            S: 500
            C: SEVEN
            S: 421 4.7.0
            S: (closed)
            """);

    private static final Conversation LINE_TOO_LONG = Conversation.parse(
            "a line of 2,048 octets, and one of 2,049",
            """
            S: 220
            C: NOOP {x*2041}
            S: 250
            C: NOOP {x*2042}
            S: 500 5.5.6
            C: NOOP
            S: 250
            """);

    private static final Conversation ENDLESS_LINE = Conversation.parse(
            "a line without end",
            """
            S: 220
            C: {x*65537}{go on}
            S: 500 5.5.6
            S: (closed)
            """);

    private static final Conversation HTTP = Conversation.parse(
            "a browser",
            """
            S: 220
            C: POST / HTTP/1.1
            C: EHLO client.example
            S: 521 5.5.1
            S: (closed)
            """);

    private static final Conversation HEADER_AS_COMMAND = Conversation.parse(
            "a header",
            """
            S: 220
            C: Host: mx.example.org
            C: EHLO client.example
            S: 521 5.5.1
            S: (closed)
            """);

    private static final Conversation TLS_HELLO = Conversation.parse(
            "TLS where none is",
            """
            S: 220
            C: \u0016\u0003\u0001{NUL}\u00c8\u0001{NUL}{NUL}\u00c4{go on}
            S: 521 5.5.1
            S: (closed)
            """);

    private static final Conversation BARE_LF = Conversation.parse(
            "a bare LF",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: NOOP{LF}NOOP
            S: 500 5.5.2
            S: (closed)
            """);

    private static final Conversation BARE_CR = Conversation.parse(
            "a bare CR",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: NOOP{CR}{CR}{LF}NOOP
            S: 500 5.5.2
            S: (closed)
            """);

    private static final Conversation NUL = Conversation.parse(
            "a NUL",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: NOOP{NUL}
            S: 500 5.5.2
            S: (closed)
            """);

    private static final Conversation CHUNK = Conversation.parse(
            "a chunk nobody asked for",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: BDAT 34 LAST
            C: MAIL FROM:<smuggled@client.example>
            S: 502 5.5.1
            S: (closed)
            """);

    private static final Conversation BARE_LF_IN_DATA = Conversation.parse(
            "a bare LF in a mail",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<otto@example.org>
            S: 250
            C: DATA
            S: 354
            C: text{LF}.
            C: MAIL FROM:<smuggled@client.example>
            C: .
            C: NOOP
            S: 550 5.5.2
            S: (closed)
            """);

    private static final Conversation DOTS = Conversation.parse(
            "dots",
            """
            S: 220
            C: EHLO client.example
            S: 250-*
            S: 250 HELP
            C: MAIL FROM:<anna@client.example>
            S: 250
            C: RCPT TO:<otto@example.org>
            S: 250
            C: DATA
            S: 354
            C: ..
            C: ..one
            C: .gone
            C: a.
            C: .
            S: 250
            """);
}
