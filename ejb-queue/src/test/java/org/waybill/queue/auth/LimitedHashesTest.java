package org.waybill.queue.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.auth.PasswordHashes;
import org.waybill.queue.core.auth.PasswordHashes.Check;
import org.waybill.queue.core.auth.SignInUnavailableException;

class LimitedHashesTest {

    @Test
    void gatesChecksAndLetsTheNextOneInAfterwards() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        PasswordHashes slow = (hash, password) -> {
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new Check.Differs();
        };
        PasswordHashes limited = new LimitedHashes(slow, 1, Duration.ZERO);
        CompletableFuture<Check> first = CompletableFuture.supplyAsync(() -> limited.check("hash", "password"));
        inside.await();
        assertThrows(SignInUnavailableException.class, () -> limited.check("hash", "password"));
        leave.countDown();
        assertEquals(new Check.Differs(), first.get());
        assertEquals(new Check.Differs(), limited.check("hash", "password"));
    }

    @Test
    void givesTheSlotBackWhenACheckFails() {
        PasswordHashes failing = (hash, password) -> {
            throw new IllegalStateException("no algorithm");
        };
        PasswordHashes limited = new LimitedHashes(failing, 1, Duration.ZERO);
        assertThrows(IllegalStateException.class, () -> limited.check("hash", "password"));
        assertThrows(IllegalStateException.class, () -> limited.check("hash", "password"));
    }
}
