package org.waybill.queue.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.KeyedSource;
import org.waybill.queue.core.tables.TableUnavailableException;

/** {@code secret:}: credentials by their labels, sealed wherever they lie. */
final class SecretSource implements KeyedSource {

    private final Secrets secrets;
    private final String set;

    SecretSource(Secrets secrets, String set) {
        this.secrets = secrets;
        this.set = set;
    }

    @Override
    public Optional<String> first(List<String> keys) throws TableUnavailableException {
        for (String key : keys) {
            Optional<String> secret = secrets.get(set, key);
            if (secret.isPresent()) {
                return secret;
            }
        }
        return Optional.empty();
    }

    @Override
    public List<InlineTable.Entry> entries(int most) throws TableUnavailableException {
        List<InlineTable.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, String> secret : secrets.all(set, most).entrySet()) {
            entries.add(new InlineTable.Entry(secret.getKey(), secret.getValue()));
        }
        return entries;
    }
}
