/**
 * The configuration language: text, syntax tree, canonical text; {@code compile} makes a
 * {@link org.waybill.queue.core.config.Configuration} of it, with each {@link org.waybill.queue.core.config.Listener} and
 * {@link org.waybill.queue.core.config.SelfSigned} key pair; a listener with its
 * {@link org.waybill.queue.core.config.Reception}, mail from inside with its {@link org.waybill.queue.core.config.SocketPolicy}.
 *
 * <p>In reading order: {@link org.waybill.queue.core.config.BuiltInConfiguration} for an example,
 * {@link org.waybill.queue.core.config.Document} and {@link org.waybill.queue.core.config.Directive} with their records,
 * {@link org.waybill.queue.core.config.Option}, {@link org.waybill.queue.core.config.Operand},
 * {@link org.waybill.queue.core.config.Place}; {@link org.waybill.queue.core.config.Parser}, {@code Lexer},
 * {@code Token}, {@code Statement}, {@code Cursor}; the tables {@code DirectiveReaders} ({@code FilterReader}, {@code TableReader},
 * {@link org.waybill.queue.core.config.LdapUrl}), {@code Grammar},
 * {@code OptionTable}, {@code Shape}, {@code Limits}, {@link org.waybill.queue.core.config.Names};
 * {@link org.waybill.queue.core.config.Quantity},
 * {@link org.waybill.queue.core.config.Suggestion}; {@link org.waybill.queue.core.config.Formatter};
 * {@link org.waybill.queue.core.config.Problem}.
 *
 * <p>The grammar before OpenSMTPD 6.4: {@link org.waybill.queue.core.config.ConvertedText} goes through a text,
 * {@code FormerStatements} and {@code FormerListen} read what is no rule, {@code FormerRule} reads a rule with its
 * {@code FormerDelivery}, both by the tables of {@code FormerGrammar}; {@code FormerRules} writes it down with
 * {@code FormerClients} and {@code FormerActions}.
 */
@NullMarked
package org.waybill.queue.core.config;

import org.jspecify.annotations.NullMarked;
