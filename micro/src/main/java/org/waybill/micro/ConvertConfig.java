package org.waybill.micro;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code java -jar waybill.jar convert-config [FILE]}: prints a configuration in the grammar before OpenSMTPD 6.4 in today's;
 * without a file, that of the standard input.
 */
final class ConvertConfig {

    static final String COMMAND = "convert-config";

    private static final String CONVERTED = "org.waybill.queue.core.config.ConvertedText";
    private static final List<String> LIBRARIES = List.of("ejb-queue", "rar-smtp");

    private ConvertConfig() {}

    /**
     * Converts it; what is not understood stays in it as a comment.
     *
     * @param arguments those behind the command
     * @throws StartupException with a line for each statement that is not understood, or why nothing can be converted
     */
    static void run(List<String> arguments, PrintStream out) throws StartupException {
        if (arguments.size() > 1) {
            throw new StartupException("usage: java -jar waybill.jar " + COMMAND + " [FILE]");
        }
        String file = arguments.isEmpty() ? "" : arguments.get(0);
        String text = read(file);
        try {
            Class<?> type = PackedClasses.ofThisFile(LIBRARIES).loadClass(CONVERTED);
            Object converted = type.getMethod("of", String.class, String.class).invoke(null, file, text);
            String today = (String) type.getMethod("text").invoke(converted);
            // as it came in, whatever the terminal speaks
            out.writeBytes(today.getBytes(StandardCharsets.UTF_8));
            out.flush();
            List<?> problems = (List<?>) type.getMethod("problems").invoke(converted);
            if (!problems.isEmpty()) {
                throw new StartupException(
                        problems.stream().map(String::valueOf).collect(Collectors.joining(System.lineSeparator())));
            }
        } catch (ReflectiveOperationException e) {
            throw PackedClasses.incomplete(e);
        }
    }

    private static String read(String file) throws StartupException {
        try {
            byte[] octets = file.isEmpty() ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new StartupException("the configuration cannot be read: " + e, e);
        }
    }
}
