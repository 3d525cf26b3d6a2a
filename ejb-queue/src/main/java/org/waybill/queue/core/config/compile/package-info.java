/**
 * From a syntax tree to a {@link org.waybill.queue.core.config.Configuration}: names are resolved, and whatever could not
 * work is refused with its place.
 *
 * <p>In reading order: {@link org.waybill.queue.core.config.compile.ConfigurationCompiler},
 * {@link org.waybill.queue.core.config.compile.Compilation},
 * {@link org.waybill.queue.core.config.compile.Environment} with its ports
 * {@link org.waybill.queue.core.config.compile.TableFactory},
 * {@link org.waybill.queue.core.config.compile.ListenAddresses} and
 * {@link org.waybill.queue.core.config.compile.ReadableFiles}; {@code Scope}, {@code TableCompiler}, {@code SourceCompiler},
 * {@code ActionCompiler}, {@code RuleCompiler}, {@code Reach}, {@code FilterCompiler},
 * {@code ListenerCompiler} with {@code SocketCompiler},
 * {@code TlsCompiler}, {@code PkiCompiler} and {@code SubmissionCompiler}.
 */
@NullMarked
package org.waybill.queue.core.config.compile;

import org.jspecify.annotations.NullMarked;
