/**
 * Table contents on this machine: {@link org.waybill.queue.tables.FileTableSource} reads files for
 * {@link org.waybill.queue.core.tables.FileTable}.
 */
@NullMarked
package org.waybill.queue.tables;

import org.jspecify.annotations.NullMarked;
