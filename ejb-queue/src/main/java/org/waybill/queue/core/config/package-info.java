/**
 * The configuration language: text, syntax tree, canonical text, validation, and what comes out of it.
 */
@NullMarked
package org.waybill.queue.core.config;

import org.jspecify.annotations.NullMarked;
