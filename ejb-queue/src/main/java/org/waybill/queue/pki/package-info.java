/**
 * Key pairs that this server makes for itself: {@link org.waybill.queue.pki.SelfSignedKeys} keeps their files,
 * {@code SelfSignedCertificate} is what lies in them.
 */
@NullMarked
package org.waybill.queue.pki;

import org.jspecify.annotations.NullMarked;
