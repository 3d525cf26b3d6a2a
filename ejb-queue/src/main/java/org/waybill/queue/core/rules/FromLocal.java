package org.waybill.queue.core.rules;

/**
 * {@code from local}: from inside of this server, or a client on this machine, at a loopback address or one of an own
 * interface, or mail that was forwarded here.
 */
public record FromLocal(LocalAddresses own) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.forwarded()
                || input.peer().local()
                || input.peer().address().isLoopbackAddress()
                || own.contains(input.peer().address()));
    }
}
