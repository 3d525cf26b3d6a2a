/**
 * Certificates and their keys, read from files: {@link org.waybill.smtp.keys.KeyMaterial}, with
 * {@link org.waybill.smtp.keys.PemKey}; {@link org.waybill.smtp.keys.FileStamp} tells when to read them again. For whoever
 * speaks TLS, by whatever library.
 */
@NullMarked
package org.waybill.smtp.keys;

import org.jspecify.annotations.NullMarked;
