package org.waybill.micro;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar waybill.jar encrypt [--scram]}: prints what a table of credentials keeps of a password, as
 * {@code smtpctl encrypt} does. The password is typed twice and not shown; from a pipe, each line is one.
 */
final class Encrypt {

    static final String COMMAND = "encrypt";

    private static final String SCRAM = "--scram";
    private static final String MAKER = "org.waybill.queue.auth.NewHashes";
    private static final List<String> LIBRARIES = List.of("ejb-queue", "rar-smtp", "bcprov");

    private final Object maker;
    private final Method method;

    private Encrypt(Object maker, Method method) {
        this.maker = maker;
        this.method = method;
    }

    /** @param arguments those behind the command */
    static void run(List<String> arguments, PrintStream out) throws StartupException {
        if (!arguments.isEmpty() && !arguments.equals(List.of(SCRAM))) {
            throw new StartupException("usage: java -jar waybill.jar " + COMMAND + " [" + SCRAM + "]");
        }
        Encrypt encrypt = load(arguments.isEmpty() ? "argon2id" : "scram");
        try {
            for (String password : passwords()) {
                out.println(encrypt.hash(password));
            }
        } catch (IOException e) {
            throw new StartupException("the password cannot be read: " + e.getMessage(), e);
        }
    }

    private static Encrypt load(String method) throws StartupException {
        try {
            Class<?> type = PackedClasses.ofThisFile(LIBRARIES).loadClass(MAKER);
            return new Encrypt(type.getConstructor().newInstance(), type.getMethod(method, String.class));
        } catch (ReflectiveOperationException e) {
            throw PackedClasses.incomplete(e);
        }
    }

    /** From Java 22 on there is a console even behind a pipe; it then reads the pipe, and asks on the standard output. */
    @SuppressWarnings("SystemConsoleNull")
    private static List<String> passwords() throws IOException, StartupException {
        Console console = System.console();
        return console == null
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of(typed(console));
    }

    private static String typed(Console console) throws StartupException {
        char[] once = given(console.readPassword("Password: "));
        char[] again = given(console.readPassword("Once more: "));
        if (!Arrays.equals(once, again)) {
            throw new StartupException("the two are not equal");
        }
        return new String(once);
    }

    private static char[] given(char @Nullable [] typed) {
        return typed == null ? new char[0] : typed;
    }

    private String hash(String password) throws StartupException {
        try {
            return (String) method.invoke(maker, password);
        } catch (InvocationTargetException e) {
            throw new StartupException(String.valueOf(e.getTargetException().getMessage()), e);
        } catch (IllegalAccessException e) {
            throw PackedClasses.incomplete(e);
        }
    }
}
