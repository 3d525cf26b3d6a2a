package org.waybill.queue.sendmail;

/** What callers of sendmail expect of it: the numbers of sysexits.h. */
final class ExitStatus {

    static final int OK = 0;

    /** EX_USAGE: the command line is wrong. */
    static final int USAGE = 64;

    /** EX_DATAERR: the mail is. */
    static final int DATA = 65;

    /** EX_NOUSER: a recipient does not exist. */
    static final int NO_USER = 67;

    /** EX_UNAVAILABLE: not taken for any other reason that stays. */
    static final int UNAVAILABLE = 69;

    /** EX_TEMPFAIL: it may be taken later; the caller keeps it. */
    static final int LATER = 75;

    private ExitStatus() {}

    /** @param reply a line such as {@code 550 5.1.1 Invalid recipient} */
    static int of(String reply) {
        if (reply.matches("2[0-9]{2} .*")) {
            return OK;
        }
        if (!reply.matches("5[0-9]{2} .*")) {
            return LATER;
        }
        if (reply.startsWith("501 ") || reply.matches("5.. 5\\.[36]\\..*")) {
            return DATA;
        }
        return reply.matches("5.. 5\\.1\\..*") ? NO_USER : UNAVAILABLE;
    }
}
