package org.waybill.queue.agent.client;

import org.waybill.queue.core.deliver.Outcome;

/**
 * What came of asking a host.
 *
 * @param outcome what a mail would come to there
 * @param stands whether the host has answered to the mail itself; else another one may take it
 */
public record Probed(Outcome outcome, boolean stands) {}
