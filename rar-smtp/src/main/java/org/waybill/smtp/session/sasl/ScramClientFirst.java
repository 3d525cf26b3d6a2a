package org.waybill.smtp.session.sasl;

/**
 * The first message of a SCRAM client (RFC 5802 §7, client-first-message).
 *
 * @param gs2Header flag and authorization identity as they were sent, up to and with the second comma
 * @param flag of channel binding: {@code n} (the client has none), {@code y} (it has, but believes that the server has
 *     not), or {@code p=} and a type
 * @param authorizationId decoded, empty without one
 * @param bare the rest, as it was sent
 * @param user decoded
 * @param nonce the client's part
 */
record ScramClientFirst(String gs2Header, String flag, String authorizationId, String bare, String user, String nonce) {

    /** Characters; clients send about 24, and the server must send it back. */
    static final int MAX_NONCE = 512;

    static ScramClientFirst parse(String text) throws SaslSyntaxException {
        int endOfFlag = text.indexOf(',');
        int endOfHeader = text.indexOf(',', endOfFlag + 1);
        if (endOfFlag < 0 || endOfHeader < 0) {
            throw new SaslSyntaxException("no GS2 header");
        }
        String flag = text.substring(0, endOfFlag);
        String identity = text.substring(endOfFlag + 1, endOfHeader);
        String bare = text.substring(endOfHeader + 1);
        ScramAttributes attributes = ScramAttributes.parse(bare, "n", "r");
        return new ScramClientFirst(
                text.substring(0, endOfHeader + 1),
                flag(flag),
                identity.isEmpty()
                        ? ""
                        : name(ScramAttributes.parse(identity, "a").value(0)),
                bare,
                name(attributes.value(0)),
                nonce(attributes.value(1)));
    }

    private static String flag(String flag) throws SaslSyntaxException {
        boolean known = flag.equals("n") || flag.equals("y") || (flag.startsWith("p=") && flag.length() > 2);
        if (!known) {
            throw new SaslSyntaxException("the flag of channel binding is n, y or p=");
        }
        return flag;
    }

    /** saslname: comma and equals sign are written {@code =2C} and {@code =3D}. */
    private static String name(String encoded) throws SaslSyntaxException {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '=') {
                name.append(c);
                continue;
            }
            if (encoded.regionMatches(true, i, "=2C", 0, 3)) {
                name.append(',');
            } else if (encoded.regionMatches(true, i, "=3D", 0, 3)) {
                name.append('=');
            } else {
                throw new SaslSyntaxException("a name with '=' that is neither =2C nor =3D");
            }
            i += 2;
        }
        return SaslText.user(name.toString());
    }

    private static String nonce(String nonce) throws SaslSyntaxException {
        boolean printable = nonce.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!printable || nonce.length() > MAX_NONCE) {
            throw new SaslSyntaxException("a nonce has 1 to " + MAX_NONCE + " printable characters");
        }
        return nonce;
    }

    /** Whether it signs in as nobody else. */
    boolean isForItself() {
        return authorizationId.isEmpty() || authorizationId.equals(user);
    }
}
