package org.waybill.queue.core.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ldap://HOST[:PORT]} or {@code ldaps://HOST[:PORT]}. What to search for stands behind it in words, not in the URL.
 *
 * @param secure whether TLS begins with the first octet
 */
public record LdapUrl(String host, int port, boolean secure) {

    private static final Pattern URL =
            Pattern.compile("(ldaps?)://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?/?");

    /** @throws IllegalArgumentException with a sentence */
    public static LdapUrl parse(String text) {
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no URL such as ldaps://ldap.example.org");
        }
        boolean secure = matcher.group(1).equals("ldaps");
        String port = matcher.group(3);
        return new LdapUrl(
                matcher.group(2).replaceAll("[\\[\\]]", ""),
                port == null ? secure ? 636 : 389 : Quantity.port(port),
                secure);
    }

    /** Whether what is said never leaves this machine. */
    public boolean isLocal() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }
}
