package org.waybill.queue.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static Settings settings(Map<String, String> environment) throws SettingsException {
        return Settings.from(name -> environment.getOrDefault(name, ""));
    }

    @Test
    void hasDefaultsForEverything() throws SettingsException {
        Settings settings = settings(Map.of());
        assertEquals(Path.of("waybill").toAbsolutePath(), settings.home());
        assertEquals(settings.home().resolve("waybill.conf"), settings.configuration());
        assertFalse(settings.configurationDemanded());
        assertEquals(8080, settings.httpPort());
        assertEquals("127.0.0.1", settings.httpAddress());
        assertFalse(settings.hostname().isEmpty());
        assertEquals(List.of(), settings.dns());
        assertEquals("", settings.adminPassword());
        assertEquals(0, settings.node());
    }

    @Test
    void readsEverySetting(@TempDir Path directory) throws SettingsException, IOException {
        Path conf = Files.writeString(directory.resolve("my.conf"), "");
        Settings settings = settings(Map.of(
                "WAYBILL_HOME", directory.toString(),
                "WAYBILL_CONF", conf.toString(),
                "WAYBILL_HTTP_PORT", "9000",
                "WAYBILL_HTTP_ADDRESS", "0.0.0.0",
                "WAYBILL_HOSTNAME", "MX.example.org",
                "WAYBILL_DNS", "127.0.0.1:5353, 192.0.2.1",
                "WAYBILL_ADMIN_PASSWORD", "correct horse",
                "WAYBILL_VIEWER_PASSWORD", "battery staple",
                "WAYBILL_NODE", "7",
                "WAYBILL_MAIL_SPOOL", "/srv/spool"));
        assertEquals(
                new Settings(
                        directory,
                        conf,
                        true,
                        9000,
                        "0.0.0.0",
                        "mx.example.org",
                        List.of(new Settings.HostPort("127.0.0.1", 5353), new Settings.HostPort("192.0.2.1", 53)),
                        "correct horse",
                        "battery staple",
                        7,
                        Path.of("/srv/spool"),
                        "",
                        MxSettings.STANDARD),
                settings);
    }

    @Test
    void readsWhatIsSaidOfExchangers(@TempDir Path directory) throws SettingsException, IOException {
        Path anchors = Files.writeString(directory.resolve("anchors"), ". IN DS 1 8 2 00");
        assertEquals(
                new MxSettings(
                        MxSettings.Dnssec.ON,
                        anchors,
                        List.of("lan", "corp.example"),
                        false,
                        "postmaster@example.org",
                        "Example Inc."),
                settings(Map.of(
                                "WAYBILL_DNSSEC", "on",
                                "WAYBILL_DNSSEC_ANCHORS", anchors.toString(),
                                "WAYBILL_DNSSEC_INSECURE", "lan, corp.example",
                                "WAYBILL_MTA_STS", "off",
                                "WAYBILL_TLS_REPORTS", "postmaster@example.org",
                                "WAYBILL_TLS_REPORTS_ORGANIZATION", "Example Inc."))
                        .mx());
        assertEquals(
                MxSettings.STANDARD,
                settings(Map.of("WAYBILL_TLS_REPORTS", "off")).mx());
    }

    @Test
    void knowsHowToBecomeOthersOnlyWhenItIsTold() throws SettingsException {
        assertEquals("", settings(Map.of()).usersSwitch());
        String sudo = "sudo -n -u #{uid} --";
        assertEquals(sudo, settings(Map.of("WAYBILL_USERS_SWITCH", sudo)).usersSwitch());
    }

    @ParameterizedTest
    @CsvSource({
        "WAYBILL_CONF, /does/not/exist.conf",
        "WAYBILL_HTTP_PORT, 0",
        "WAYBILL_HTTP_PORT, 65536",
        "WAYBILL_HTTP_PORT, eighty",
        "WAYBILL_HTTP_ADDRESS, not an address",
        "WAYBILL_HOSTNAME, -bad-",
        "WAYBILL_HOSTNAME, two words",
        "WAYBILL_DNS, 127.0.0.1:x",
        "WAYBILL_DNS, ';'",
        "WAYBILL_ADMIN_PASSWORD, short",
        "WAYBILL_NODE, 512",
        "WAYBILL_USERS_SWITCH, sudo -n -u alice",
        "WAYBILL_DNSSEC, maybe",
        "WAYBILL_DNSSEC_ANCHORS, /does/not/exist",
        "WAYBILL_DNSSEC_ANCHORS, /dev/null",
        "WAYBILL_DNSSEC_INSECURE, a b",
        "WAYBILL_MTA_STS, testing",
        "WAYBILL_TLS_REPORTS, nobody",
        "WAYBILL_TLS_REPORTS_ORGANIZATION, Zürich",
        "WAYBILL_HOME, /dev/null"
    })
    void aBadSettingIsNamedInOneLine(String name, String value) {
        SettingsException e = assertThrows(SettingsException.class, () -> settings(Map.of(name, value)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(name + ": "), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void neverShowsPasswords() throws SettingsException {
        Settings settings = settings(Map.of("WAYBILL_ADMIN_PASSWORD", "correct horse"));
        assertFalse(settings.toString().contains("horse"));
    }
}
