package org.waybill.queue.core.config;

import java.util.List;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.OptionTable.Row;
import org.waybill.queue.core.config.Token.Kind;
import org.waybill.queue.core.relay.HeloNames;
import org.waybill.queue.core.relay.MailFrom;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsWords;
import org.waybill.smtp.AddressLiteral;

/** What follows the options of {@code action … relay}. */
final class RelayShapes {

    /** A relay URL, <code>{ URLs }</code> or {@code <table>}. */
    private static final Shape URLS =
            cursor -> List.of(Shape.values(cursor, "a relay URL, { URLs } or <table>", true, RelayUrl::parse));

    /** The name of a table, in brackets or not. */
    private static final Shape MAP = cursor -> List.of(
            cursor.peek().is(Kind.LESS)
                    ? cursor.tableName()
                    : new TableName(cursor.checked("the name of a table", false, Names::check)));

    private static final Shape POLICY =
            cursor -> List.of(cursor.checked("failover, round-robin, random or ratio", false, RelayTarget.Policy::of));

    static final Shape SOURCES =
            cursor -> List.of(Shape.values(cursor, "an address, { addresses } or <table>", false, RelayShapes::source));

    static final Shape MAIL_FROM =
            cursor -> List.of(cursor.checked("user@domain, @domain or user", true, MailFrom::parse));

    static final Shape HELO =
            cursor -> List.of(cursor.checked("a host name to say behind EHLO", false, HeloNames::checked));

    private static final Shape PROTOCOLS =
            cursor -> List.of(cursor.checked("versions of TLS in quotes", true, TlsWords::protocols));

    private static final Shape CIPHERS =
            cursor -> List.of(cursor.checked("names of ciphers in quotes", true, TlsWords::ciphers));

    private static final Row HOST = Row.option("host", URLS);

    private static final Row HOST_BY = Row.option("host by", RelayShapes::bySender, "host");

    /** All options that only relays have. */
    static final List<Row> ROWS = List.of(
            HOST,
            HOST_BY,
            Row.synonym("via", HOST),
            Row.synonym("via by", HOST_BY),
            Row.synonym("via map", Row.option("host", MAP)),
            Row.option("domain", Shape.TABLE),
            Row.option("policy", POLICY),
            Row.option("auth", Shape.TABLE),
            Row.option("tls", Shape.FLAG),
            Row.option("tls no-verify", Shape.FLAG, "tls"),
            Row.option("pki", Shape.NAME),
            Row.option("ca", Shape.NAME),
            Row.option("protocols", PROTOCOLS),
            Row.option("ciphers", CIPHERS),
            Row.option("mail-from", MAIL_FROM),
            Row.option("helo", HELO),
            Row.option("helo-src", Shape.TABLE),
            Row.option("src", SOURCES),
            Row.option("backup", Shape.FLAG),
            Row.option("backup mx", Shape.HOST_NAME, "backup"),
            Row.option("srs", Shape.FLAG));

    private RelayShapes() {}

    /** {@code sender <table>} behind {@code host by}. */
    private static List<Operand> bySender(Cursor cursor) {
        Token sender = cursor.peek();
        if (!sender.isWord("sender")) {
            cursor.failHere("'sender' and a table");
            return List.of();
        }
        cursor.take();
        List<Operand> table = Shape.TABLE.read(cursor);
        return table.isEmpty() ? List.of() : List.of(new Operand.Keyword("sender", sender.place()), table.get(0));
    }

    private static void source(String address) {
        if (AddressLiteral.parse(address).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected an address of this server such as 192.0.2.1, not '" + address + "'");
        }
    }
}
