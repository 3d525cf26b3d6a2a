package org.waybill.smtp.listener;

/** Where in a session {@link SmtpListener#step} may be asked whether, and how, it goes on. */
public enum Step {
    /** Before the greeting, and again when a proxy has said for whom it speaks. The argument is our own name. */
    CONNECT,
    /** The argument is the client's name. */
    HELO,
    /** EHLO or LHLO. The argument is the client's name. */
    EHLO,
    /** The argument is the sender, empty for the null path. */
    MAIL,
    /** The argument is the recipient. It comes before the question about the recipient itself. */
    RCPT,
    /** DATA or the first BDAT. Has no argument. */
    DATA,
    /** The mail has come as a whole. Has no argument. */
    COMMIT
}
