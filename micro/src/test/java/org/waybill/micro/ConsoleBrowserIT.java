package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The console in a real browser. With {@code -Dbrowser=required} a missing Chromium is a failure, else the test is skipped
 * with the reason. With {@code -Dconsole.url=…} (and {@code console.admin}, {@code console.viewer} as
 * {@code name:password}) it runs against a server that is there already, else against a {@link WaybillProcess} of its own.
 */
class ConsoleBrowserIT {

    private static final Path CHROMIUM = Path.of(System.getProperty("browser.path", "/usr/bin/chromium"));
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Login ADMIN = Login.parse(System.getProperty("console.admin", "admin:browser-admin-1"));
    private static final Login VIEWER = Login.parse(System.getProperty("console.viewer", "viewer:browser-viewer-1"));

    @Test
    void peopleCanDoTheirWorkInTheConsole() throws IOException {
        if (!Files.isExecutable(CHROMIUM)) {
            missing("no Chromium at " + CHROMIUM);
        }
        Files.createDirectories(SCREENSHOTS);
        try (Site site = Site.open();
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
            asAdministrator(browser, site.url());
            asViewer(browser, site.url());
        }
    }

    private static void asAdministrator(Browser browser, URI url) {
        try (ConsoleBrowserCheck console = new ConsoleBrowserCheck(browser, url, SCREENSHOTS)) {
            console.isRefused(ADMIN.user(), "not the password");
            console.signIn(ADMIN.user(), ADMIN.password());
            console.sessionCookieIsGuarded();
            console.visitsEveryPage("admin", "trace");
            long first = console.activeRevision();
            String text = console.activeText();
            console.editsAPath("elsewhere/%{user.username}");
            assertEquals(first + 1, console.activeRevision());
            console.refusesAnInvalidText();
            console.explains();
            console.traces();
            console.editsATable();
            console.restores(first);
            assertEquals(first + 2, console.activeRevision());
            assertEquals(text, console.activeText());
            console.signOut();
            assertEquals(List.of(), console.complaints());
        }
    }

    private static void asViewer(Browser browser, URI url) {
        try (ConsoleBrowserCheck console = new ConsoleBrowserCheck(browser, url, SCREENSHOTS)) {
            console.signIn(VIEWER.user(), VIEWER.password());
            console.visitsEveryPage("viewer");
            console.cannotChangeAnything(VIEWER.user(), VIEWER.password());
            console.signOut();
            assertEquals(List.of(), console.complaints());
        }
    }

    private static void missing(String reason) {
        if (System.getProperty("browser", "").equals("required")) {
            throw new AssertionError(reason);
        }
        abort(reason);
    }

    /** Somebody's name and password. */
    private record Login(String user, String password) {
        static Login parse(String text) {
            int colon = text.indexOf(':');
            return new Login(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /** The server under test: the only place that knows how it is started. */
    private record Site(URI url, AutoCloseable server) implements AutoCloseable {

        static Site open() throws IOException {
            String url = System.getProperty("console.url", "");
            if (!url.isEmpty()) {
                return new Site(URI.create(url), () -> {});
            }
            WaybillProcess waybill = WaybillProcess.launch(
                    Map.of("WAYBILL_ADMIN_PASSWORD", ADMIN.password(), "WAYBILL_VIEWER_PASSWORD", VIEWER.password()));
            try {
                waybill.awaitReport();
                return new Site(waybill.http(), waybill);
            } catch (IOException | AssertionError e) {
                waybill.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                server.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
