/**
 * Table contents on this machine and beyond: {@link org.waybill.queue.tables.TableKinds} makes tables of
 * {@link org.waybill.queue.tables.FileTableSource}, {@code RowsSource}, {@code SqlSource}, {@code LdapSource} (over
 * {@link org.waybill.queue.tables.LdapConnections}) and {@code SecretSource} (with
 * {@link org.waybill.queue.tables.Secrets}). {@link org.waybill.queue.tables.EditedTables} lets administrators change them.
 */
@NullMarked
package org.waybill.queue.tables;

import org.jspecify.annotations.NullMarked;
