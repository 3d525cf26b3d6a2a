package org.waybill.admin.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/queue.xhtml", "/queue.xhtml?state=HELD&action=a-b.c", "/message.xhtml?id=0000006a1f00aa12"})
    void ownPagesAreTaken(String path) {
        assertEquals(path, ReturnPath.checked(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//evil.example/a.xhtml",
                "/\\\\evil.example/a.xhtml",
                "https://evil.example/queue.xhtml",
                "/queue.xhtml\r\nX: y",
                "/queue.xhtml?a=\"><script>",
                "/../queue.xhtml",
                "/signin.xhtml?to=/queue.xhtml",
                "javascript:alert(1)"
            })
    void everythingElseLeadsToTheDashboard(String path) {
        assertEquals("/dashboard.xhtml", ReturnPath.checked(path));
    }
}
