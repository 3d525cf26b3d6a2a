package org.waybill.smtp.ra;

/** How one call of the application ended. */
sealed interface CallOutcome<T> {

    /** The method returned, and where the container runs a transaction for it, that transaction has committed. */
    record Done<T>(T value) implements CallOutcome<T> {}

    /** There was no endpoint to call: the application is not up yet or any more, or all its instances are busy. */
    record Unavailable<T>(Throwable reason) implements CallOutcome<T> {}

    /** The method or its transaction failed, or nobody can say that it did not. */
    record Failed<T>(Throwable reason) implements CallOutcome<T> {}

    /** One line for the log. */
    default String describe() {
        if (this instanceof Unavailable<T> unavailable) {
            return "no endpoint: " + unavailable.reason();
        }
        if (this instanceof Failed<T> failed) {
            Throwable root = failed.reason();
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root == failed.reason() ? root.toString() : failed.reason() + ", caused by " + root;
        }
        return "done";
    }
}
