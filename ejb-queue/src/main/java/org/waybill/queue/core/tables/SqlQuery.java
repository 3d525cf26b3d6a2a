package org.waybill.queue.core.tables;

/**
 * {@code sql:}: how a database is asked.
 *
 * @param dataSource its JNDI name
 * @param lookup a select with one parameter, the key in lower case; all columns of all rows are the value
 * @param contents a select without parameters for all entries, one column or key and value; empty if there is none
 */
public record SqlQuery(String dataSource, String lookup, String contents) {

    /**
     * How many parameters a statement has.
     *
     * @throws IllegalArgumentException with a sentence if it is no select
     */
    public static int parameters(String statement) {
        if (!statement.strip().matches("(?is)(select|with)\\b.*")) {
            throw new IllegalArgumentException("expected a select, not '" + statement.strip() + "'");
        }
        int parameters = 0;
        char quote = 0;
        for (int i = 0; i < statement.length(); i++) {
            char c = statement.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '?') {
                parameters++;
            }
        }
        return parameters;
    }
}
