package org.waybill.smtp.session.sasl;

/**
 * The second message of a SCRAM client (RFC 5802 §7, client-final-message).
 *
 * @param binding Base64 of what the client believes the channel to be
 * @param nonce both parts
 * @param withoutProof all but the proof, as it was sent
 * @param proof Base64, {@value HmacSha256#LENGTH} octets
 */
record ScramClientFinal(String binding, String nonce, String withoutProof, String proof) {

    private static final String PROOF = ",p=";

    static ScramClientFinal parse(String text) throws SaslSyntaxException {
        int endOfRest = text.lastIndexOf(PROOF);
        if (endOfRest < 0) {
            throw new SaslSyntaxException("no proof");
        }
        String withoutProof = text.substring(0, endOfRest);
        String proof = text.substring(endOfRest + PROOF.length());
        if (SaslText.base64(proof).length != HmacSha256.LENGTH) {
            throw new SaslSyntaxException("a proof has " + HmacSha256.LENGTH + " octets");
        }
        ScramAttributes attributes = ScramAttributes.parse(withoutProof, "c", "r");
        SaslText.base64(attributes.value(0));
        return new ScramClientFinal(attributes.value(0), attributes.value(1), withoutProof, proof);
    }

    /** Without the proof, from which a weak password can be guessed. */
    @Override
    public String toString() {
        return "ScramClientFinal[binding=" + binding + ", nonce=" + nonce + "]";
    }
}
