package org.waybill.queue.agent.mx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.mx.TlsTally;

/**
 * What came of TLS, by days in UTC: counted in memory and, whenever {@link #save} is called, written to a file for each day,
 * so that a process that dies loses only what happened since.
 */
public final class TlsReports implements Consumer<TlsResult> {

    private static final Logger LOG = Logger.getLogger("org.waybill.tlsrpt");

    /** What nobody could be told of until then stays untold. */
    private static final int MAX_AGE_DAYS = 3;

    private static final String DOMAIN = "[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62})){0,126}";
    private static final int MAX_REASON = 200;

    private final Path directory;
    private final InstantSource clock;
    private final TreeMap<LocalDate, TlsTally> days = new TreeMap<>();
    private final Set<LocalDate> unsaved = new HashSet<>();

    /** Reads what earlier processes counted. */
    public static TlsReports open(Path directory, InstantSource clock) throws IOException {
        TlsReports reports = new TlsReports(directory, clock);
        Files.createDirectories(directory);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                reports.load(file);
            }
        }
        return reports;
    }

    private TlsReports(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    private void load(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            LocalDate day = LocalDate.parse(name.replaceFirst("\\.json$", ""));
            days.put(day, TlsReportJson.read(Files.readString(file)));
        } catch (DateTimeException | IllegalArgumentException | IOException e) {
            LOG.log(Level.WARNING, "counts of TLS sessions cannot be read and are deleted: {0}", name);
            Files.deleteIfExists(file);
        }
    }

    /** Counts one. */
    @Override
    public void accept(TlsResult result) {
        if (!result.policy().domain().matches(DOMAIN)) {
            return;
        }
        TlsResult bounded = new TlsResult(
                result.policy(),
                result.host(),
                result.from(),
                result.to(),
                result.failureOrNull(),
                bounded(result.reason()));
        synchronized (this) {
            LocalDate today = today();
            days.computeIfAbsent(today, day -> new TlsTally()).add(bounded);
            unsaved.add(today);
        }
    }

    private static String bounded(String reason) {
        String line = ReplyText.oneLine(reason);
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Writes what has changed. */
    public void save() {
        Map<LocalDate, List<TlsTally.PolicyCount>> changed = new HashMap<>();
        synchronized (this) {
            LocalDate oldest = today().minusDays(MAX_AGE_DAYS);
            for (LocalDate day : new ArrayList<>(days.headMap(oldest).keySet())) {
                days.remove(day);
                unsaved.add(day);
            }
            for (LocalDate day : unsaved) {
                TlsTally tally = days.get(day);
                changed.put(day, tally == null ? List.of() : tally.all());
            }
            unsaved.clear();
        }
        changed.forEach(this::write);
    }

    private void write(LocalDate day, List<TlsTally.PolicyCount> counts) {
        Path file = directory.resolve(day + ".json");
        try {
            if (counts.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Path written = directory.resolve(day + ".tmp");
            Files.writeString(written, TlsReportJson.text(counts));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "counts of TLS sessions cannot be written", e);
            synchronized (this) {
                unsaved.add(day);
            }
        }
    }

    /** What is still to be reported of days that are over: their domains. */
    synchronized Map<LocalDate, Set<String>> finished() {
        Map<LocalDate, Set<String>> finished = new TreeMap<>();
        days.headMap(today()).forEach((day, tally) -> finished.put(day, tally.domains()));
        return finished;
    }

    synchronized List<TlsTally.PolicyCount> of(LocalDate day, String domain) {
        TlsTally tally = days.get(day);
        return tally == null ? List.of() : tally.of(domain);
    }

    /** It has been reported, or never will be. */
    synchronized void forget(LocalDate day, String domain) {
        TlsTally tally = days.get(day);
        if (tally != null) {
            tally.forget(domain);
            if (tally.domains().isEmpty()) {
                days.remove(day);
            }
            unsaved.add(day);
        }
    }
}
