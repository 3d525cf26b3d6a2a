/**
 * Named tables of the configuration and how each kind of key is compared with their entries. A table is written in the
 * configuration, lies in a file, or is asked for elsewhere; those that are read as a whole keep their entries in the same
 * form, and every comparison is made in one place for each
 * {@link org.waybill.queue.core.tables.LookupTable.Service}. Whatever cannot be looked up is unavailable,
 * never missing: a broken entry can hide behind a match, but not behind a "no".
 *
 * <p>In reading order: {@link org.waybill.queue.core.tables.LookupTable},
 * {@link org.waybill.queue.core.tables.InlineTable}, {@link org.waybill.queue.core.tables.FileTable},
 * {@link org.waybill.queue.core.tables.TableSource}, {@code TableText} (a file's lines);
 * {@link org.waybill.queue.core.tables.KeyedTable}, {@code CandidateKeys},
 * {@link org.waybill.queue.core.tables.KeyedSource},
 * {@link org.waybill.queue.core.tables.TableUnavailableException}, {@link org.waybill.queue.core.tables.SqlQuery},
 * {@link org.waybill.queue.core.tables.LdapSearch};
 * {@code TableEntries} with its {@code KeyIndex}es:
 * {@code ExactKeys}, {@code DomainKeys},
 * {@code NetworkKeys}, {@code AddressKeys}, {@code RegexKeys}
 * (and {@link org.waybill.queue.core.tables.PatternTable}, which asks for these whatever it is asked); what these are
 * made of: {@code DomainPattern},
 * {@link org.waybill.queue.core.tables.SubAddress}.
 */
@NullMarked
package org.waybill.queue.core.tables;

import org.jspecify.annotations.NullMarked;
