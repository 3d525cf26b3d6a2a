package org.waybill.queue.core.config.compile;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.config.Includes;
import org.waybill.queue.core.rules.LocalDomains;
import org.waybill.queue.core.tables.FileTable;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SqlQuery;
import org.waybill.queue.core.tables.TableSource;
import org.waybill.queue.core.users.Everybody;

/**
 * A machine to compile for: {@code mx.seed.test} with a loopback interface {@code lo} of two addresses.
 *
 * @param files what lies in the data directory {@code /data}
 */
record Laboratory(Map<String, String> files) {

    static final Path DATA = Path.of("/data");

    static Laboratory empty() {
        return new Laboratory(Map.of());
    }

    Environment environment() {
        return new Environment(
                "mx.seed.test",
                DATA,
                file -> text(DATA.resolve(file))
                        .<Includes.Answer>map(Includes.Answer.Text::new)
                        .orElseGet(() -> new Includes.Answer.Missing("there is no such file")),
                new Tables(),
                address -> address.equals(address("10.9.0.1")),
                LocalDomains.of("mx.seed.test"),
                new Everybody(),
                Laboratory::resolve,
                file -> text(file).isPresent());
    }

    Compilation compile(String text) {
        return new ConfigurationCompiler(environment()).compile(7, text);
    }

    private Optional<String> text(Path file) {
        return Optional.ofNullable(files.get(DATA.relativize(file).toString()));
    }

    /** Files as they lie there; whatever is elsewhere has its own description for its only entry. */
    private final class Tables implements TableFactory {
        @Override
        public LookupTable ofFile(String name, Path file) {
            return text(file)
                    .<LookupTable>map(lines ->
                            new FileTable(name, file, new Text(lines.lines().toList())))
                    .orElseGet(() -> new MissingTable(name));
        }

        @Override
        public LookupTable ofRows(String name, String rows) {
            return rows.equals("gone") ? new MissingTable(name) : InlineTable.listOf(name, List.of("rows " + rows));
        }

        @Override
        public LookupTable ofSecrets(String name, String set) {
            return InlineTable.listOf(name, List.of("secrets " + set));
        }

        @Override
        public LookupTable ofSql(String name, SqlQuery query) {
            return InlineTable.listOf(name, List.of(query.toString()));
        }

        @Override
        public LookupTable ofLdap(String name, LdapSearch search) {
            if (search.filter().startsWith("(")) {
                return InlineTable.listOf(name, List.of(search.toString()));
            }
            throw new IllegalArgumentException("'" + search.filter() + "' is no filter");
        }
    }

    /** A file that never changes. */
    private record Text(List<String> read) implements TableSource {
        @Override
        public Stamp stamp(Path path) {
            return new Stamp(Instant.EPOCH, 0, "");
        }

        @Override
        public List<String> lines(Path path) {
            return read;
        }

        @Override
        public void alarm(String text) {
            // the answers of the table tell of it
        }
    }

    private static ListenAddresses.Answer resolve(String name) {
        return switch (name) {
            case "lo" -> new ListenAddresses.Answer.Addresses(List.of(address("127.0.0.1"), address("::1")));
            case "mx.seed.test" -> new ListenAddresses.Answer.Addresses(List.of(address("10.9.0.1")));
            case "0.0.0.0", "127.0.0.1", "10.9.0.1" -> new ListenAddresses.Answer.Addresses(List.of(address(name)));
            default -> new ListenAddresses.Answer.Unknown("there is no interface or host of that name");
        };
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** A table whose file is not there. */
    private record MissingTable(String name) implements LookupTable {
        @Override
        public Answer lookup(String key) {
            return new Answer.Unavailable("there is no such file");
        }

        @Override
        public Answer match(Service service, String key) {
            return new Answer.Unavailable("there is no such file");
        }

        @Override
        public Contents contents() {
            return new Contents.Unavailable("there is no such file");
        }
    }
}
