package org.waybill.queue.core.envelope;

class InMemoryMessageStoreTest implements MessageStoreContract {

    private final InMemoryMessageStore store = new InMemoryMessageStore();

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public void closeSegment() {
        // every batch closes the one before
    }
}
