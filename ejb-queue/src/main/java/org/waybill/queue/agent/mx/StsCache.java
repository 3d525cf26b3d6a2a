package org.waybill.queue.agent.mx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.mx.StsPolicy;

/**
 * The policies that were fetched, one small file each, so that a restart does not forget what a domain demands: whoever
 * could make us fetch them all anew could keep us from it. Those not used for longest go when there are too many.
 */
public final class StsCache {

    private static final Logger LOG = Logger.getLogger("org.waybill.sts");

    private static final int MAX_POLICIES = 10_000;

    private static final String SAFE_NAME = "[a-z0-9_][a-z0-9_.-]{0,252}";

    private final Path directory;
    private final int most;
    private final Map<String, Kept> policies = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A policy that was fetched.
     *
     * @param id of the record that announced it
     * @param fetched when
     */
    record Kept(String id, Instant fetched, StsPolicy policy) {

        Instant expires() {
            return fetched.plus(policy.maxAge());
        }
    }

    /** Reads what is there. */
    public static StsCache open(Path directory) throws IOException {
        return open(directory, MAX_POLICIES);
    }

    static StsCache open(Path directory, int most) throws IOException {
        Files.createDirectories(directory);
        StsCache cache = new StsCache(directory, most);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                cache.load(file);
            }
        }
        return cache;
    }

    private StsCache(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    private void load(Path file) {
        String domain = file.getFileName().toString();
        try {
            List<String> lines = Files.readAllLines(file);
            if (domain.matches(SAFE_NAME) && lines.size() > 2 && policies.size() < most) {
                StsPolicy policy = StsPolicy.parse(String.join("\n", lines.subList(2, lines.size())));
                policies.put(domain, new Kept(lines.get(0), Instant.parse(lines.get(1)), policy));
                return;
            }
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.log(Level.FINE, "a kept MTA-STS policy cannot be read", e);
        }
        delete(domain);
    }

    synchronized Optional<Kept> find(String domain) {
        return Optional.ofNullable(policies.get(domain));
    }

    /** Keeps a policy in place of what there was. */
    synchronized void keep(String domain, Kept kept) {
        if (!domain.matches(SAFE_NAME)) {
            return;
        }
        policies.put(domain, kept);
        if (policies.size() > most) {
            String unused = policies.keySet().iterator().next();
            policies.remove(unused);
            delete(unused);
        }
        List<String> lines = new ArrayList<>(List.of(kept.id(), kept.fetched().toString()));
        lines.addAll(kept.policy().lines());
        try {
            Path written = Files.createTempFile(directory, "=", ".tmp");
            Files.write(written, lines);
            Files.move(written, directory.resolve(domain), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an MTA-STS policy cannot be written and will be forgotten at a restart", e);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            LOG.log(Level.FINE, "a kept MTA-STS policy cannot be deleted", e);
        }
    }
}
