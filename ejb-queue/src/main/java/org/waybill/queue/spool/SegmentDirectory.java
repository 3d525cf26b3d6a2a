package org.waybill.queue.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of the segments: a file {@code 000000000000002a.seg} for segment 42. */
record SegmentDirectory(Path path) {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}\\.seg");

    /** Makes the directory if there is none, for its owner only: it holds everybody's mail. */
    static SegmentDirectory create(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, ownerOnly());
        }
        return new SegmentDirectory(path);
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    Path file(long segment) {
        return path.resolve(String.format("%016x.seg", segment));
    }

    /** The numbers of all segments, ascending. */
    SortedSet<Long> segments() throws IOException {
        SortedSet<Long> numbers = new TreeSet<>();
        try (Stream<Path> files = Files.list(path)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .forEach(name -> numbers.add(Long.parseUnsignedLong(name.substring(0, 16), 16)));
        }
        return numbers;
    }

    Optional<Long> last() throws IOException {
        SortedSet<Long> numbers = segments();
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.last());
    }

    /** Without this a new file may be gone after a power cut although its content was synced. */
    void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
