package org.waybill.micro.clients;

import java.util.List;

/** The rows of the matrix. */
final class MailClients {

    private static final String UNANNOUNCED_OCTETS =
            "does not know BODY=8BITMIME: it sends the octets without announcing them";
    private static final String UNANNOUNCED_ADDRESSES =
            "does not know SMTPUTF8: it would send the addresses without announcing them";

    static final List<MailClient> ALL = List.of(
            MailClient.of("swaks", new Script("swaks.sh"), "bash", "swaks")
                    .cannot(Mode.AUTH_SCRAM_SHA_256, "does not know the mechanism")
                    .cannot(Mode.UTF8_ADDRESSES, UNANNOUNCED_ADDRESSES)
                    .does(Mode.STARTTLS, "checks the certificate, but not the host's name in it")
                    .does(Mode.SMTPS, "checks the certificate, but not the host's name in it")
                    .does(Mode.EIGHT_BIT, UNANNOUNCED_OCTETS),
            MailClient.of("curl", new Script("curl.sh"), "bash", "curl")
                    .cannot(Mode.AUTH_SCRAM_SHA_256, "knows the mechanism only if built with GNU SASL; Debian's is not")
                    .does(Mode.EIGHT_BIT, UNANNOUNCED_OCTETS)
                    .does(Mode.UTF8_ADDRESSES, "sends domains as A-labels"),
            MailClient.of("openssl", new Script("openssl.sh"), "bash", "openssl")
                    .alwaysWithTls()
                    .cannot(Mode.PLAIN, "s_client speaks nothing but TLS; 8-bit, utf8 and 20-mb go over STARTTLS")
                    .cannot(Mode.AUTH_SCRAM_SHA_256, "has no SASL; what is simple enough is written out in the script"),
            MailClient.of("smtplib", new Script("python-smtplib.py"), "python3")
                    .cannot(Mode.AUTH_SCRAM_SHA_256, "does not know the mechanism"),
            MailClient.of("nodemailer", new Script("nodemailer.mjs"), "node", "target/clients/node_modules/nodemailer")
                    .cannot(Mode.AUTH_SCRAM_SHA_256, "does not know the mechanism"),
            MailClient.of("msmtp", new Script("msmtp.sh"), "bash", "msmtp")
                    .cannot(Mode.UTF8_ADDRESSES, UNANNOUNCED_ADDRESSES)
                    .does(Mode.EIGHT_BIT, UNANNOUNCED_OCTETS),
            MailClient.of("angus-mail", new AngusMail())
                    .cannot(Mode.AUTH_SCRAM_SHA_256, "leaves it to a SASL provider, and the JDK has none for it"));

    private MailClients() {}
}
