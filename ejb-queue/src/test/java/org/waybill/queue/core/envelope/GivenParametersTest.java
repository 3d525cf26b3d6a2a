package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;

class GivenParametersTest {

    @Test
    void leavesOutWhatWasNotSaid() {
        assertEquals("{}", GivenParameters.of(MailParameters.NONE).toString());
        assertEquals("{}", GivenParameters.of(RcptParameters.NONE).toString());
    }

    @Test
    void namesWhatWasSaidAlwaysInTheSameOrder() {
        MailParameters mail = new MailParameters(7, BodyType.BINARY_MIME, true, true, ReturnedContent.HDRS, "QQ 1+1=2");
        RcptParameters rcpt =
                new RcptParameters(Set.of(Notify.DELAY, Notify.FAILURE, Notify.SUCCESS), "rfc822;a b@example.org");
        assertEquals(
                "{BODY=BINARYMIME, SMTPUTF8=, REQUIRETLS=, RET=HDRS, ENVID=QQ 1+1=2}",
                GivenParameters.of(mail).toString());
        assertEquals(
                "{NOTIFY=SUCCESS,FAILURE,DELAY, ORCPT=rfc822;a b@example.org}",
                GivenParameters.of(rcpt).toString());
    }
}
