package org.waybill.queue.ejb;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Stateless;

/**
 * The pool over the embedded database. After a full disk H2 closes the database and opens it again only once every old
 * connection is closed; so a connection is checked by a query, and one that fails takes the whole pool with it.
 */
@DataSourceDefinition(
        name = "java:app/waybill/QueueDataSource",
        className = "org.waybill.queue.jpa.QueueDataSource",
        minPoolSize = 4,
        maxPoolSize = 64,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=table",
            "fish.payara.validation-table-name=DUAL",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.fail-all-connections=true"
        })
@Stateless
public class DatabaseDefinition {}
