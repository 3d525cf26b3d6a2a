/** Tests of the broker without a container: what the adapter adds to Artemis is the broker's life and its settings. */
@NullMarked
package org.waybill.jms;

import org.jspecify.annotations.NullMarked;
