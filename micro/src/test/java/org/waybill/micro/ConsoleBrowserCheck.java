package org.waybill.micro;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people do in the console, done in a browser against any running Waybill whose configuration has a maildir action.
 * Every page is photographed; what the browser complains about (refused scripts, errors) is collected.
 */
final class ConsoleBrowserCheck implements AutoCloseable {

    private static final List<String> PAGES =
            List.of("dashboard", "queue", "actions", "tables", "configuration", "explain", "history", "routes");

    /** Posts what the form of the configuration would post if its absent button were pressed. */
    private static final String FORGED_SAVE =
            """
            () => {
                const form = document.getElementById('configuration');
                const body = new URLSearchParams(new FormData(form));
                body.set('configuration:text', '# forged');
                body.set('configuration:save', 'configuration:save');
                return fetch(form.action, { method: 'POST', body }).then(answer => answer.status);
            }
            """;

    private final URI base;
    private final Path screenshots;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    ConsoleBrowserCheck(Browser browser, URI base, Path screenshots) {
        this.base = base;
        this.screenshots = screenshots;
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
    }

    /** What went wrong in the browser so far: scripts, and what the content security policy refused. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Asks for a page first, so that signing in has to lead back to it. */
    void signIn(String user, String password) {
        open("queue.xhtml?state=HELD");
        assertTrue(page.url().contains("signin.xhtml"), page.url());
        fillSignIn(user, password);
        page.waitForURL("**/queue.xhtml?state=HELD");
        assertEquals(user, page.locator(".who .name").textContent());
    }

    void isRefused(String user, String password) {
        open("signin.xhtml");
        fillSignIn(user, password);
        page.locator(".ui-messages-error").first().waitFor();
        photograph("signin-refused");
    }

    private void fillSignIn(String user, String password) {
        page.fill("id=signIn:user", user);
        page.fill("id=signIn:password", password);
        page.click("id=signIn:go");
    }

    /** @param further pages that not everybody may see */
    void visitsEveryPage(String as, String... further) {
        Stream.concat(PAGES.stream(), Stream.of(further)).forEach(name -> {
            open(name + ".xhtml");
            page.locator("nav a.here").waitFor();
            photograph(as + "-" + name);
        });
    }

    /** Changes the path of the first maildir action by its form. */
    void editsAPath(String path) {
        open("actions.xhtml");
        maildirRow().locator("text=Edit").click();
        page.fill("id=action:argument", path);
        photograph("action-edited");
        page.click("id=action:save");
        page.waitForURL("**/actions.xhtml");
        assertTrue(notices().contains("is active"), notices());
        photograph("action-saved");
    }

    private Locator maildirRow() {
        return page.locator("tr:has(.badge:text-is('maildir'))").first();
    }

    /** The number of the active revision, as the dashboard shows it. */
    long activeRevision() {
        open("dashboard.xhtml");
        return Long.parseLong(page.locator(".figure a").textContent().trim());
    }

    String activeText() {
        open("configuration.xhtml");
        return page.inputValue("id=configuration:text");
    }

    /** Writes an entry into a table, changes it and takes it out again. */
    void editsATable() {
        open("tables.xhtml?name=browser");
        page.fill("id=tables:key", "team@example.org");
        page.fill("id=tables:value", "anna, bert");
        page.click("id=tables:put");
        page.locator(".entries >> text=anna, bert").waitFor();
        page.locator(".entries >> text=Edit").click();
        assertThat(page.locator("id=tables:key")).hasValue("team@example.org");
        page.fill("id=tables:value", "carla");
        page.click("id=tables:put");
        page.locator(".entries >> text=carla").waitFor();
        photograph("table-edited");
        page.locator(".entries >> text=Remove").click();
        page.locator("text=No entries.").waitFor();
    }

    /** Asks about a recipient whom nobody takes: the answer and the rules that were tried are shown. */
    void explains() {
        open("explain.xhtml");
        page.fill("id=explain:client", "not an address");
        page.fill("id=explain:recipient", "nobody@elsewhere.invalid");
        page.click("id=explain:ask");
        page.locator(".wrong").first().waitFor();
        photograph("explain-problem");
        page.fill("id=explain:client", "192.0.2.1");
        page.click("id=explain:ask");
        page.locator(".figure").first().waitFor();
        assertTrue(page.locator(".figure").first().textContent().startsWith("550 5.1.1"));
        assertNotEquals(0, page.locator("text=does not match").count());
        photograph("explain-answer");
    }

    /** Traces a recipient whom nobody takes, so that no host is connected. */
    void traces() {
        open("trace.xhtml");
        page.fill("id=trace:url", "not a URL");
        page.fill("id=trace:recipient", "nobody@elsewhere.invalid");
        page.click("id=trace:ask");
        page.locator(".wrong").first().waitFor();
        page.fill("id=trace:url", "");
        page.fill("id=trace:client", "192.0.2.1");
        page.click("id=trace:ask");
        page.locator(".badge.bad").first().waitFor();
        assertNotEquals(
                0, page.locator("text=the client that sends it hears 550 5.1.1").count());
        photograph("trace-answer");
    }

    void restores(long revision) {
        open("revision.xhtml?number=" + revision);
        photograph("revision");
        page.click("id=revision:restore");
        page.waitForURL("**/history.xhtml");
        assertTrue(notices().contains("restored"), notices());
        photograph("revision-restored");
    }

    /** A text with an error in its second line: it is shown there and not saved. */
    void refusesAnInvalidText() {
        long before = activeRevision();
        String text = activeText();
        page.fill("id=configuration:text", "# fine\nthis is no directive\n" + text);
        page.click("id=configuration:save");
        Locator problem = page.locator(".problems a.jump").first();
        problem.waitFor();
        assertTrue(problem.textContent().contains("line 2"), problem.textContent());
        problem.click();
        assertEquals("2", page.locator(".gutter .bad").first().textContent());
        photograph("configuration-problem");
        assertEquals(before, activeRevision());
    }

    /** A viewer finds no way to change anything, and a forged request does not either. */
    void cannotChangeAnything(String user, String password) {
        open("actions.xhtml");
        assertEquals(0, page.locator("text=Apply now").count());
        open("queue.xhtml");
        assertEquals(0, page.locator(".orders").count());
        String before = activeText();
        assertEquals(0, page.locator("id=configuration:save").count());
        page.evaluate(FORGED_SAVE);
        assertEquals(before, activeText());
        APIResponse answer = context.request()
                .post(
                        base.resolve("api/queue/retry").toString(),
                        RequestOptions.create()
                                .setHeader("Authorization", basic(user, password))
                                .setHeader("Content-Type", "application/json")
                                .setData("{\"ids\":[\"0000000000000000.1\"]}"));
        assertEquals(403, answer.status());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    void signOut() {
        String cookie = sessionCookie();
        page.click("id=session:signOut");
        page.waitForURL("**/signin.xhtml");
        assertNotEquals(cookie, sessionCookie());
        open("dashboard.xhtml");
        assertTrue(page.url().contains("signin.xhtml"), page.url());
    }

    private String sessionCookie() {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.equals("JSESSIONID"))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("");
    }

    /** The session cookie is out of reach for scripts and other sites. */
    void sessionCookieIsGuarded() {
        assertNotEquals("", sessionCookie());
        assertTrue(context.cookies().stream()
                .filter(cookie -> cookie.name.equals("JSESSIONID"))
                .allMatch(cookie ->
                        cookie.httpOnly && String.valueOf(cookie.sameSite).equals("STRICT")));
    }

    private String notices() {
        return page.locator("id=notices").textContent();
    }

    private void open(String path) {
        page.navigate(base.resolve(path).toString());
    }

    private void photograph(String name) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(screenshots.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
