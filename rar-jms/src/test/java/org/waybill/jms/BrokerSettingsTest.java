package org.waybill.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void embedsTheBrokerUnderTheHomeDirectoryByDefault() {
        BrokerSettings settings = from(Map.of("WAYBILL_HOME", "/srv/waybill"));

        assertNull(settings.host());
        assertEquals(Path.of("/srv/waybill/broker"), settings.directory());
    }

    @Test
    void takesTheExternalBrokerThatTheEnvironmentNames() {
        BrokerSettings settings = from(Map.of("WAYBILL_JMS_HOST", "broker.example.org", "WAYBILL_JMS_PORT", "5445"));

        assertEquals("broker.example.org", settings.host());
        assertEquals(5445, settings.port());
    }

    @Test
    void refusesAPortThatIsNoneAndNamesTheSetting() {
        for (String wrong : new String[] {"smtp", "0", "65536", "-1"}) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> from(Map.of("WAYBILL_JMS_PORT", wrong)));
            assertEquals(
                    "WAYBILL_JMS_PORT is \"" + wrong + "\", but must be a port number from 1 to 65535",
                    refusal.getMessage());
        }
    }

    @Test
    void neverPrintsThePassword() {
        BrokerSettings settings =
                from(Map.of("WAYBILL_JMS_HOST", "b", "WAYBILL_JMS_USER", "u", "WAYBILL_JMS_PASSWORD", "hunter2"));

        assertFalse(settings.toString().contains("hunter2"));
    }

    private static BrokerSettings from(Map<String, String> environment) {
        return BrokerSettings.from(environment::get);
    }
}
