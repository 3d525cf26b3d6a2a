package org.waybill.queue.core.envelope;

import java.util.List;

class InMemoryMailQueueTest implements MailQueueContract {

    private final InMemoryMailQueue queue = new InMemoryMailQueue();

    @Override
    public MailQueue queue() {
        return queue;
    }

    @Override
    public void commit(List<QueuedMail> mails) {
        queue.store(mails);
    }
}
