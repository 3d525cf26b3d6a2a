package org.waybill.queue.tables;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.tables.TableUnavailableException;
import org.waybill.queue.jpa.SecretRows;
import org.waybill.queue.secrets.SealedText;

/** Sets of secrets, written by administrators and opened by tables only. Labels are compared without case. */
public final class Secrets {

    private final SecretRows rows;
    private final SealedText seal;

    public Secrets(SecretRows rows, SealedText seal) {
        this.rows = rows;
        this.seal = seal;
    }

    public void put(String set, String label, String secret) {
        String lower = label.toLowerCase(Locale.ROOT);
        rows.put(set, lower, seal.seal(secret, place(set, lower)));
    }

    /** @return whether it was there */
    public boolean remove(String set, String label) {
        return rows.remove(set, label.toLowerCase(Locale.ROOT));
    }

    /** In their order, at most so many. */
    public List<String> labels(String set, int most) {
        return List.copyOf(rows.all(set, most).keySet());
    }

    Optional<String> get(String set, String label) throws TableUnavailableException {
        Optional<String> sealed = RowsSource.asked(() -> rows.get(set, label));
        return sealed.isEmpty() ? Optional.empty() : Optional.of(open(set, label, sealed.get()));
    }

    Map<String, String> all(String set, int most) throws TableUnavailableException {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, String> sealed :
                RowsSource.asked(() -> rows.all(set, most)).entrySet()) {
            secrets.put(sealed.getKey(), open(set, sealed.getKey(), sealed.getValue()));
        }
        return secrets;
    }

    private String open(String set, String label, String sealed) throws TableUnavailableException {
        try {
            return seal.open(sealed, place(set, label));
        } catch (GeneralSecurityException e) {
            throw new TableUnavailableException(
                    "the secret '" + label + "' was not sealed with this server's key: write it anew", e);
        }
    }

    private static String place(String set, String label) {
        return set + "\0" + label;
    }
}
