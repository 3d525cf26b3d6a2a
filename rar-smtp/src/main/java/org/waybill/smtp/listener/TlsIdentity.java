package org.waybill.smtp.listener;

import java.nio.file.Path;

/**
 * A certificate chain with its key, as PEM files. They are read again when they change.
 *
 * @param name the name it has in the configuration, for messages
 * @param certificate the chain, the server's certificate first
 * @param key the private key, unencrypted: RSA, ECDSA or Ed25519
 */
public record TlsIdentity(String name, Path certificate, Path key) {}
