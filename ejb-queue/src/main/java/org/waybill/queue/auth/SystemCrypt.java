package org.waybill.queue.auth;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What only the system's crypt(3) knows: {@code $y$} (yescrypt, which most systems of today write), {@code $gy$},
 * {@code $7$} (scrypt) and {@code $sha1$}. Asked through libxcrypt's crypt_rn, which shares nothing between threads.
 */
final class SystemCrypt implements HashScheme {

    private static final String BASE_64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ONE_CHARACTER = 48;

    private static final Pattern YESCRYPT = Pattern.compile(
            "\\$g?y\\$[./A-Za-z0-9]([./A-Za-z0-9])([./A-Za-z0-9])\\$[./A-Za-z0-9]{0,86}\\$[./A-Za-z0-9]{43}");
    private static final Pattern SCRYPT = Pattern.compile(
            "\\$7\\$([./A-Za-z0-9])([./A-Za-z0-9]{5})([./A-Za-z0-9]{5})[./A-Za-z0-9]{0,86}\\$[./A-Za-z0-9]{43}");
    private static final Pattern SHA1 = Pattern.compile("\\$sha1\\$([0-9]+)\\$[./A-Za-z0-9]{1,64}\\$[./A-Za-z0-9]{28}");

    private static final long MAX_OCTETS = 64L << 20;
    private static final int MAX_ROUNDS = 1_000_000;

    /** CRYPT_MAX_PASSPHRASE_SIZE with the final NUL: no hash was ever made of a longer one. */
    private static final int MAX_PASSWORD = 512;

    /** At least sizeof(struct crypt_data). */
    private static final int DATA_SIZE = 64 * 1024;

    @Override
    public boolean knows(String hash) {
        return hash.startsWith("$y$") || hash.startsWith("$gy$") || hash.startsWith("$7$") || hash.startsWith("$sha1$");
    }

    @Override
    public boolean matches(String hash, String password) {
        checkCost(hash);
        byte[] phrase = terminated(password);
        return phrase.length <= MAX_PASSWORD && HashScheme.same(hash, crypt(phrase, hash));
    }

    private static void checkCost(String hash) {
        Matcher yescrypt = YESCRYPT.matcher(hash);
        Matcher scrypt = SCRYPT.matcher(hash);
        Matcher sha1 = SHA1.matcher(hash);
        if (yescrypt.matches()) {
            checkMemory(small(yescrypt.group(1)), small(yescrypt.group(2)));
        } else if (scrypt.matches()) {
            checkMemory(BASE_64.indexOf(scrypt.group(1)), number(scrypt.group(2)) * number(scrypt.group(3)));
        } else if (sha1.matches()) {
            HashScheme.atMost(MAX_ROUNDS, sha1.group(1), "rounds");
        } else {
            throw HashScheme.broken("crypt(3)");
        }
    }

    /** A number of yescrypt's, from 1; further digits, which crypt(3) itself never writes, are not read. */
    private static long small(String digit) {
        int value = BASE_64.indexOf(digit);
        if (value >= ONE_CHARACTER) {
            throw HashScheme.broken("crypt(3)");
        }
        return value + 1L;
    }

    /** 30 bits in five digits, the lowest first. */
    private static long number(String digits) {
        long value = 0;
        for (int i = digits.length() - 1; i >= 0; i--) {
            value = (value << 6) | BASE_64.indexOf(digits.charAt(i));
        }
        return value;
    }

    /** @param blocks r, or r times p, which is work rather than memory but may cost as much */
    private static void checkMemory(long logN, long blocks) {
        if (logN > 24 || blocks > 1 << 20 || (128 * blocks) << logN > MAX_OCTETS) {
            throw new IllegalArgumentException("this hash costs too much: a usable one takes at most 64 MiB");
        }
    }

    private static byte[] terminated(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private static String crypt(byte[] phrase, String setting) {
        try (Memory data = new Memory(DATA_SIZE)) {
            data.clear();
            Pointer result =
                    Library.CRYPT_RN.invokePointer(new Object[] {phrase, terminated(setting), data, DATA_SIZE});
            String hash = result == null ? "" : result.getString(0, "ISO-8859-1");
            // the password lies in it
            data.clear();
            if (hash.isEmpty()) {
                throw new IllegalArgumentException("the system's crypt(3) does not know this kind of hash");
            }
            return hash;
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "this hash needs libxcrypt, which this system does not have: install it, or make another hash with"
                            + " java -jar waybill.jar encrypt",
                    e);
        }
    }

    /** Loaded with the first hash that needs it. */
    private static final class Library {
        static final Function CRYPT_RN = NativeLibrary.getInstance("crypt").getFunction("crypt_rn");

        private Library() {}
    }
}
