/**
 * What a name stands for at the moment it is asked: how to expand recipients, how to deliver.
 *
 * <p>In reading order: {@link org.waybill.queue.core.action.ActionBook},
 * {@link org.waybill.queue.core.action.ActionDefinition}, {@link org.waybill.queue.core.action.Action}, {@link org.waybill.queue.core.action.LocalMethod}, {@link org.waybill.queue.core.action.Does},
 * {@link org.waybill.queue.core.action.PathTemplate}, {@link org.waybill.queue.core.action.CommandTemplate} (which follows
 * the shell's quotes with {@code ShellQuoting} and makes a {@link org.waybill.queue.core.action.ShellCommand}),
 * {@code FormatSpecifier}, {@link org.waybill.queue.core.action.FormatValues},
 * {@link org.waybill.queue.core.action.MdaLimits}, {@link org.waybill.queue.core.action.RetrySchedule}.
 */
@NullMarked
package org.waybill.queue.core.action;

import org.jspecify.annotations.NullMarked;
