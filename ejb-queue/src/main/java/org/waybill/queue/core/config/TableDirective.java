package org.waybill.queue.core.config;

import java.util.List;
import org.waybill.queue.core.config.Operand.Word;

/** <code>table NAME { … }</code> or {@code table NAME KIND:…} */
public record TableDirective(Word name, Source source, Place place) implements Directive {

    /** Where its entries are. */
    public sealed interface Source permits Operand.Listing, Elsewhere {}

    /** Not in the text. */
    public sealed interface Elsewhere extends Source {

        /** What stands behind the kind. */
        Word address();
    }

    /** @param address relative to the data directory */
    public record FileSource(Word address) implements Elsewhere {}

    /** @param address the name of a table that is edited in the console */
    public record RowsSource(Word address) implements Elsewhere {}

    /** @param address the name of a set of credentials that is written in the console */
    public record SecretSource(Word address) implements Elsewhere {}

    /**
     * @param address the JNDI name of a data source
     * @param query a select with one parameter
     */
    public record SqlSource(Word address, Word query, List<Option> options) implements Elsewhere {
        public SqlSource {
            options = List.copyOf(options);
        }
    }

    /** @param address a URL */
    public record LdapSource(Word address, List<Option> options) implements Elsewhere {
        public LdapSource {
            options = List.copyOf(options);
        }
    }
}
