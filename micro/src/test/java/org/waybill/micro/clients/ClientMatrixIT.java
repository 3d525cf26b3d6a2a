package org.waybill.micro.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Real mail clients against a running Waybill: each must report success, and the mail must be in the maildir octet for octet
 * as the client was given it. With {@code -Dclients=required} a missing client is a failure, else its tests are skipped
 * with the reason. The whole matrix is printed at the end, with the cells that a client cannot do.
 */
class ClientMatrixIT {

    @TestFactory
    Stream<DynamicTest> mailArrivesAsTheClientWasGivenIt() throws Exception {
        MatrixServer server = MatrixServer.start();
        MatrixReport report = new MatrixReport(MailClients.ALL);
        return MailClients.ALL.stream()
                .flatMap(ClientMatrixIT::cells)
                .map(cell -> dynamicTest(cell.toString(), () -> report.run(cell, () -> check(cell, server))))
                .onClose(() -> finish(server, report));
    }

    private static Stream<Cell> cells(MailClient client) {
        return Arrays.stream(Mode.values())
                .filter(mode -> !client.cannot().containsKey(mode))
                .map(mode -> new Cell(client, mode));
    }

    private static void check(Cell cell, MatrixServer server) throws Exception {
        List<String> missing = cell.client().missing();
        if (!missing.isEmpty()) {
            missing("this machine has no " + String.join(", no ", missing));
        }
        TestMail mail = TestMail.of(cell);
        cell.client().sender().send(server.submission(cell, mail));
        String trace = server.mailbox().take(mail);
        String protocol = " with " + cell.mode().protocol(cell.client().security(cell.mode())) + " id ";
        assertTrue(trace.contains(protocol), () -> "no \"" + protocol + "\" in " + trace);
    }

    private static void missing(String reason) {
        if (System.getProperty("clients", "").equals("required")) {
            throw new AssertionError(reason);
        }
        abort(reason);
    }

    private static void finish(MatrixServer server, MatrixReport report) {
        System.out.println(report);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
