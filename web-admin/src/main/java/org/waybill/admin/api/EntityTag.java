package org.waybill.admin.api;

import java.util.OptionalLong;

/** A revision as an entity tag, {@code "7"} (RFC 9110 §8.8.3). */
final class EntityTag {

    private EntityTag() {}

    static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision that an {@code If-Match} names; empty for anything but one strong tag of ours. {@code *} is not taken:
     * the author of a text must have seen a revision.
     */
    static OptionalLong revision(String ifMatch) {
        String tag = ifMatch.trim();
        return tag.matches("\"[0-9]{1,18}\"")
                ? OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)))
                : OptionalLong.empty();
    }
}
