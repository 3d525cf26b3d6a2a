package org.waybill.queue.core.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.MailQueue;

/** A queue whose database goes away and comes back. */
final class BreakableQueue {

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final MailQueue queue;
    private volatile Runnable beforeSettling = () -> {};

    BreakableQueue(InMemoryMailQueue memory) {
        this.queue = (MailQueue) Proxy.newProxyInstance(
                MailQueue.class.getClassLoader(),
                new Class<?>[] {MailQueue.class},
                (proxy, method, arguments) -> call(memory, method, arguments));
    }

    private Object call(InMemoryMailQueue memory, Method method, Object[] arguments) throws Throwable {
        if (broken.contains(method.getName())) {
            throw new IllegalStateException("the database is away");
        }
        if (method.getName().equals("settle")) {
            beforeSettling.run();
        }
        try {
            return method.invoke(memory, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    MailQueue queue() {
        return queue;
    }

    /** These methods of {@link MailQueue} fail from now on. */
    void breaks(String... methods) {
        broken.addAll(Set.of(methods));
    }

    void works() {
        broken.clear();
    }

    void beforeSettling(Runnable step) {
        beforeSettling = step;
    }
}
