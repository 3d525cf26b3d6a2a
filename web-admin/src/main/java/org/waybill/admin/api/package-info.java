/**
 * The REST API under {@code /api}, described by {@code openapi.json}. Resources:
 * {@link org.waybill.admin.api.ConfigurationResource}, {@link org.waybill.admin.api.QueueResource},
 * {@link org.waybill.admin.api.MessagesResource}, {@link org.waybill.admin.api.ActionsResource},
 * {@link org.waybill.admin.api.TablesResource}, {@link org.waybill.admin.api.SecretsResource},
 * {@link org.waybill.admin.api.HealthResource}, {@link org.waybill.admin.api.OpenApiResource}. Before them
 * {@link org.waybill.admin.api.AdminsOnly} and {@link org.waybill.admin.api.BodyLimit}; behind them the exception mappers,
 * so that every error is {@code {"error": …}}.
 */
@NullMarked
package org.waybill.admin.api;

import org.jspecify.annotations.NullMarked;
