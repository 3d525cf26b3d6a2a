package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.tables.LookupTable;

/** Tables whose entries are not in the text. */
class TableSourcesTest {

    private static Compilation.Compiled compiled(String tables) {
        Compilation compilation = Laboratory.empty()
                .compile("listen on 127.0.0.1 port 2525\naction \"a\" relay\nmatch for any action \"a\"\n" + tables);
        return assertInstanceOf(Compilation.Compiled.class, compilation, compilation::toString);
    }

    /** What a table is made of, as the laboratory shows it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            db:aliases | rows aliases
            secret:relays | secrets relays
            sql:jdbc/x "select '?', v from t where k = ?" | SqlQuery[dataSource=jdbc/x, lookup=select '?', v from t where k = ?, contents=]
            sql:jdbc/x "WITH a AS (select 1) select ?" contents "select k, v from t" | SqlQuery[dataSource=jdbc/x, lookup=WITH a AS (select 1) select ?, contents=select k, v from t]
            ldap://h filter "(a=%s)" attribute b | LdapSearch[server=Server[host=h, port=389, encryption=NONE, verified=true, ca=], login=Anonymous[], base=, filter=(a=%s), attributes=[b], keyAttribute=]
            ldaps://[::1]:99 base "dc=x" filter "(a=%s)" attribute b c key d no-verify | LdapSearch[server=Server[host=::1, port=99, encryption=LDAPS, verified=false, ca=], login=Anonymous[], base=dc=x, filter=(a=%s), attributes=[b, c], keyAttribute=d]
            ldap:ldap://h filter "(a=%s)" attribute b starttls ca "ca.pem" | LdapSearch[server=Server[host=h, port=389, encryption=STARTTLS, verified=true, ca=/data/ca.pem], login=Anonymous[], base=, filter=(a=%s), attributes=[b], keyAttribute=]
            """)
    void makesTablesOfEveryKind(String source, String made) {
        assertEquals(new LookupTable.Contents.Values(List.of(made)), contentsOfT("table t " + source));
    }

    @Test
    void aDirectoryMayBeAskedWithCredentialsOfATableBehindIt() {
        LookupTable.Contents contents =
                contentsOfT("table t ldaps://h filter \"(a=%s)\" attribute b bind dir auth <s>\ntable s secret:dirs");
        assertTrue(contents.toString().contains("label=dir"), contents::toString);
    }

    private static LookupTable.Contents contentsOfT(String tables) {
        Map<String, LookupTable> made = compiled(tables).configuration().tables();
        return Objects.requireNonNull(made.get("t")).contents();
    }

    @Test
    void warnsOfATableElsewhereThatCannotBeRead() {
        assertEquals(
                List.of(new Problem(
                        "",
                        4,
                        9,
                        "table 't' cannot be read: there is no such file",
                        "",
                        "mail that needs it waits until it can")),
                compiled("table t db:gone").warnings());
    }
}
