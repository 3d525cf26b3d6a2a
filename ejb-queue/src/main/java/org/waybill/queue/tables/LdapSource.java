package org.waybill.queue.tables;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.KeyedSource;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.TableUnavailableException;

/**
 * {@code ldap:}: a directory. Attributes of an entry are joined with blanks, the values of one attribute and the entries
 * with commas. A key is a value within the filter, whatever it holds.
 */
final class LdapSource implements KeyedSource {

    private static final String KEY = "%s";
    private static final String ANYTHING = "*";
    private static final int PATIENCE_SECONDS = 5;
    private static final int PAGE = 200;

    /** The entries of one key. */
    private static final int MOST_ENTRIES = 1000;

    private final LdapConnections connections;
    private final LdapSearch search;

    /** @throws IllegalArgumentException with a sentence if base or filter is none */
    LdapSource(LdapConnections connections, LdapSearch search) {
        this.connections = connections;
        this.search = search;
        try {
            Filter.create(search.filter().replace(KEY, "x"));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("'" + search.filter() + "' is no filter such as (mail=%s)", e);
        }
        if (!DN.isValidDN(search.base())) {
            throw new IllegalArgumentException("'" + search.base() + "' is no base such as dc=example,dc=org");
        }
    }

    /** What is asked over the connections. */
    private interface Question<T> {
        T ask(LDAPConnectionPool pool) throws LDAPException, TableUnavailableException;
    }

    @Override
    public Optional<String> first(List<String> keys) throws TableUnavailableException {
        return asked(pool -> {
            for (String key : keys) {
                Optional<String> value = joined(pool.search(request(Filter.encodeValue(key), MOST_ENTRIES)));
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        });
    }

    private SearchRequest request(String key, int most) throws LDAPException {
        Stream<String> keyAttribute =
                search.keyAttribute().isEmpty() ? Stream.empty() : Stream.of(search.keyAttribute());
        SearchRequest request = new SearchRequest(
                search.base(),
                SearchScope.SUB,
                Filter.create(search.filter().replace(KEY, key)),
                Stream.concat(search.attributes().stream(), keyAttribute).toArray(String[]::new));
        request.setTimeLimitSeconds(PATIENCE_SECONDS);
        request.setSizeLimit(most);
        return request;
    }

    private Optional<String> joined(SearchResult result) {
        String value = result.getSearchEntries().stream()
                .map(this::value)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private String value(SearchResultEntry entry) {
        return search.attributes().stream()
                .flatMap(attribute -> Stream.ofNullable(entry.getAttributeValues(attribute)))
                .map(values -> String.join(", ", values))
                .collect(Collectors.joining(" "));
    }

    /** In pages, since directories seldom give more than some hundred entries at once. */
    @Override
    public List<InlineTable.Entry> entries(int most) throws TableUnavailableException {
        return asked(pool -> {
            // the next page is known to the connection that had the one before
            LDAPConnection connection = pool.getConnection();
            try {
                List<InlineTable.Entry> entries = pages(connection, most);
                pool.releaseConnection(connection);
                return entries;
            } catch (LDAPException e) {
                pool.releaseConnectionAfterException(connection, e);
                throw e;
            }
        });
    }

    private List<InlineTable.Entry> pages(LDAPConnection connection, int most) throws LDAPException {
        List<InlineTable.Entry> entries = new ArrayList<>();
        @Nullable ASN1OctetString cookie = null;
        do {
            SearchRequest request = request(ANYTHING, 0);
            request.addControl(new SimplePagedResultsControl(PAGE, cookie, true));
            SearchResult result = connection.search(request);
            result.getSearchEntries().forEach(entry -> entries.addAll(entries(entry)));
            SimplePagedResultsControl page = SimplePagedResultsControl.get(result);
            cookie = page != null && page.moreResultsToReturn() ? page.getCookie() : null;
        } while (cookie != null && entries.size() < most);
        return entries;
    }

    private List<InlineTable.Entry> entries(SearchResultEntry entry) {
        String value = value(entry);
        if (value.isEmpty()) {
            return List.of();
        }
        if (search.keyAttribute().isEmpty()) {
            return List.of(new InlineTable.Entry(value));
        }
        return Stream.ofNullable(entry.getAttributeValues(search.keyAttribute()))
                .flatMap(Stream::of)
                .filter(key -> !key.isEmpty())
                .map(key -> new InlineTable.Entry(key, value))
                .toList();
    }

    private <T> T asked(Question<T> question) throws TableUnavailableException {
        try {
            return question.ask(connections.pool(asker()));
        } catch (LDAPException e) {
            // its message may quote what the server was told
            throw new TableUnavailableException("the directory failed: " + reason(e.getResultCode()), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new TableUnavailableException(
                    "the authorities of the directory cannot be used: " + e.getMessage(), e);
        }
    }

    private static String reason(ResultCode code) {
        return code.getName() + " (" + code.intValue() + ")";
    }

    private LdapConnections.Asker asker() throws TableUnavailableException {
        if (!(search.login() instanceof LdapSearch.Login.Label login)) {
            return new LdapConnections.Asker(search.server(), "", "");
        }
        String where = "the label '" + login.label() + "' of table <"
                + login.credentials().name() + ">";
        LookupTable.Answer answer = login.credentials().lookup(login.label());
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            throw new TableUnavailableException(where + " cannot be looked up: " + unavailable.reason());
        }
        if (!(answer instanceof LookupTable.Answer.Found found)) {
            throw new TableUnavailableException(where + " is not there");
        }
        int colon = found.value().indexOf(':');
        if (colon <= 0 || colon == found.value().length() - 1) {
            // a bind without a password would be one of nobody
            throw new TableUnavailableException(where + " is no name:password");
        }
        return new LdapConnections.Asker(
                search.server(),
                found.value().substring(0, colon),
                found.value().substring(colon + 1));
    }
}
