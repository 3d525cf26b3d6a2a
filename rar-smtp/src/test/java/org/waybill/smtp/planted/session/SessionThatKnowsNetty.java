package org.waybill.smtp.planted.session;

import io.netty.channel.Channel;

/** A session that writes to its socket itself. */
public record SessionThatKnowsNetty(Channel channel) {}
