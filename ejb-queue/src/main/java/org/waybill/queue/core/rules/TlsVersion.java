package org.waybill.queue.core.rules;

/**
 * {@code tls version}: the session is encrypted with this version of TLS.
 *
 * @param version such as {@code 1.3}
 */
public record TlsVersion(String version) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.peer().tls().startsWith("TLSv" + version + ":"));
    }
}
