package org.waybill.queue.core.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmsDestinationTest {

    @ParameterizedTest
    @CsvSource({
        "orders,               queue:orders",
        "queue:shop.orders-1,  queue:shop.orders-1",
        "topic:news,           topic:news",
        "waybill.submit,       queue:waybill.submit"
    })
    void readsQueuesAndTopics(String text, String destination) {
        assertEquals(destination, JmsDestination.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "queue:", "topic:", "a b", "queue:a:b", ".a", "a\nb", "a::b", "a?x=1", "waybill.dispatch"})
    void refusesWhatIsNoNameOrIsOurs(String text) {
        assertThrows(IllegalArgumentException.class, () -> JmsDestination.parse(text));
    }
}
