package org.waybill.queue.ejb;

import jakarta.ejb.ApplicationException;
import java.util.function.Supplier;
import org.waybill.queue.core.auth.SignInUnavailableException;

/**
 * Whether somebody may sign in cannot be told at the moment. To the container it is an answer and no failure of the bean,
 * which would be thrown away and logged with its stack for every client that asks.
 */
@ApplicationException
public class Undecided extends RuntimeException {

    Undecided(SignInUnavailableException cause) {
        super(cause.getMessage(), cause);
    }

    static <T> T orThrown(Supplier<T> question) {
        try {
            return question.get();
        } catch (SignInUnavailableException e) {
            throw new Undecided(e);
        }
    }
}
