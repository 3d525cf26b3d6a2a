package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The executable file as its operator meets it: one block, or one line, and the exit code. */
class LauncherIT {

    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @Test
    void startsStopsAndStartsAgainAfterAKill() throws Exception {
        try (WaybillProcess waybill = WaybillProcess.start()) {
            assertFalse(waybill.awaitReport().isBlank());
            assertEquals("", waybill.errors());
            waybill.check().answersHealth();

            assertEquals(STOPPED_BY_SIGTERM, waybill.terminate());
            assertTrue(
                    Files.readString(waybill.home().resolve("logs/waybill.log")).contains("Waybill"));

            waybill.restart();
            waybill.kill();
            waybill.restart();
            waybill.check().answersHealth();
        }
    }

    @Test
    void namesTheSettingWhoseValueIsWrong() throws Exception {
        assertRefused(Map.of("WAYBILL_HTTP_PORT", "eighty"), "WAYBILL_HTTP_PORT");
    }

    @Test
    void namesTheSettingWhosePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(Map.of("WAYBILL_HTTP_PORT", String.valueOf(taken.getLocalPort())), "WAYBILL_HTTP_PORT");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', $argon2id$", "--scram, SCRAM-SHA-256$"})
    void encryptsPasswordsWithoutStarting(String option, String form) throws Exception {
        Command command = Command.run("correct horse\nanother\n", "encrypt", option);
        assertEquals(0, command.exitCode(), command.errors());
        List<String> hashes = command.output().lines().toList();
        assertEquals(2, hashes.size(), command.output());
        assertTrue(hashes.stream().allMatch(hash -> hash.startsWith(form)), command.output());
        assertNotEquals(hashes.get(0), hashes.get(1));
    }

    @ParameterizedTest
    @CsvSource({"--md5, usage:", "--scram, a password has"})
    void saysWhatItCannotEncrypt(String option, String line) throws Exception {
        Command command = Command.run("\n", "encrypt", option);
        assertEquals(1, command.exitCode());
        assertEquals("", command.output());
        assertTrue(command.errors().startsWith(line), command.errors());
    }

    @Test
    void convertsAFormerConfigurationAndNamesTheLineItDoesNotUnderstand() throws Exception {
        Command command =
                Command.run("accept for any relay via tls://mx.example.org verify\nacept for any\n", "convert-config");
        assertEquals(1, command.exitCode());
        assertEquals(
                """
                action "relay_mx_example_org" relay host "tls://mx.example.org"

                match for any action "relay_mx_example_org"
                # not understood: acept for any
                """,
                command.output());
        assertTrue(command.errors().startsWith("configuration:2:1: unexpected 'acept'"), command.errors());
    }

    private static void assertRefused(Map<String, String> settings, String named) throws Exception {
        try (WaybillProcess waybill = WaybillProcess.launch(settings)) {
            assertEquals(1, waybill.awaitExit());
            assertEquals(1, waybill.errors().lines().count(), waybill.errors());
            assertTrue(waybill.errors().contains(named), waybill.errors());
        }
    }
}
