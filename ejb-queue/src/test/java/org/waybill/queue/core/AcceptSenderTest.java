package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;

class AcceptSenderTest {

    private static final SenderVerdict REJECTED =
            new SenderVerdict.Refused(SmtpReply.of(530, "5.7.1", "Sender rejected"));
    private static final SenderVerdict LATER = new SenderVerdict.Refused(SmtpReply.temporaryFailure());

    private final List<String> reasons = new ArrayList<>();

    private SenderVerdict verdict(Configuration configuration, String user, String sender) {
        return new AcceptSender(() -> configuration, reasons::add)
                .accept(new SenderRequest(
                        SubmissionListener.client().withUser(user), ReversePath.parse(sender), MailParameters.NONE));
    }

    private static Configuration senders(SenderRule rule) {
        return SubmissionListener.with(new Submission(new AuthSource.IdentityStores(), rule));
    }

    private static Configuration listed(LookupTable table) {
        return senders(new SenderRule.Listed(table, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "joe@client.test            | joe@client.test     | true",
                "joe@client.test            | Joe@CLIENT.test     | true",
                "joe@client.test            | joe+tag@client.test | true",
                "joe+tag@client.test        | joe@client.test     | false",
                "joe@client.test            | ann@client.test     | false",
                "joe@client.test            | ''                  | false",
                "@client.test               | ann@client.test     | true",
                "@client.test               | ann@x.client.test   | false",
                "@*.client.test             | ann@x.client.test   | true",
                "@                          | ann@other.test      | true",
                "@                          | ''                  | true",
                "joe@a.test, joe@b.test,@c.test | x@c.test        | true",
                "joe@a.test joe@b.test      | joe@b.test          | true",
                "joe@a.test, joe@b.test     | joe@c.test          | false",
            })
    void comparesWithTheUsersAddresses(String addresses, String sender, boolean allowed) {
        Configuration configuration = listed(SubmissionListener.mapping("snd", "joe", addresses));
        assertEquals(allowed ? new SenderVerdict.Accepted() : REJECTED, verdict(configuration, "joe", sender));
    }

    @Test
    void aUserWithoutAnEntryMaySendAsNobody() {
        Configuration configuration = listed(SubmissionListener.mapping("snd", "joe", "@"));
        assertEquals(REJECTED, verdict(configuration, "ann", "ann@client.test"));
        assertEquals(List.of("<ann@client.test>: user=\"ann\": not among the user's addresses"), reasons);
    }

    @Test
    void whatCannotBeLookedUpRefusesNobody() {
        assertEquals(LATER, verdict(listed(new UnavailableTable("snd")), "joe", "joe@client.test"));
        Configuration broken = listed(SubmissionListener.mapping("snd", "joe", "@*\u00fc.test"));
        assertEquals(LATER, verdict(broken, "joe", "joe@client.test"));
        assertEquals(LATER, verdict(SubmissionListener.configuration(List.of()), "joe", "joe@client.test"));
    }

    @Test
    void withoutATableAnybodyMaySendAsAnybody() {
        assertEquals(new SenderVerdict.Accepted(), verdict(senders(new SenderRule.Anybody()), "joe", "ann@other.test"));
    }
}
