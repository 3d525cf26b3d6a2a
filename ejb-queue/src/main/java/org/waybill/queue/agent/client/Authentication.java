package org.waybill.queue.agent.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waybill.queue.agent.client.ReplyReader.NoReplyException;
import org.waybill.queue.agent.client.SignIn.SignInException;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.relay.Login;

/** AUTH (RFC 4954). What the host says of it is shown only as far as it does not say our secret. */
final class Authentication {

    /** RFC 4954 §4: a first answer that makes the line longer waits for a challenge. */
    private static final int MAX_LINE = 510;

    private static final int MAX_CHALLENGES = 8;

    private static final int CHALLENGE = 334;

    /** This much of a secret is too much. */
    private static final int TELLTALE = 6;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Wire wire;
    private final Login login;
    private final Duration patience;
    private String chosen = "";

    Authentication(Wire wire, Login login, Duration patience) {
        this.wire = wire;
        this.login = login;
        this.patience = patience;
    }

    /**
     * Signs in.
     *
     * @return what was in the way, if anything
     */
    Optional<String> by(Extensions extensions) throws IOException {
        if (hasControls(login.user()) || hasControls(login.secret())) {
            return Optional.of("the credentials hold a control character");
        }
        List<String> offered = Arrays.asList(extensions.parameters("AUTH").split(" +"));
        Optional<Login.Mechanism> mechanism = login.mechanisms().stream()
                .filter(each -> offered.contains(each.word()))
                .findFirst();
        if (mechanism.isEmpty()) {
            String wanted =
                    login.mechanisms().stream().map(Login.Mechanism::word).collect(Collectors.joining(", "));
            return Optional.of("the host offers none of " + wanted);
        }
        chosen = mechanism.get().word();
        try {
            return by(mechanism.get());
        } catch (SignInException e) {
            return Optional.of(e.what());
        } catch (NoReplyException e) {
            // its words may be ours
            throw new IOException("no valid reply");
        }
    }

    /** The mechanism and the label, for people. */
    String how() {
        return (chosen.isEmpty() ? "" : chosen + " ") + "as '" + ReplyText.oneLine(login.label()) + "'";
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private Optional<String> by(Login.Mechanism mechanism) throws IOException, SignInException {
        SignIn signIn = SignIn.of(mechanism, login, Authentication::nonce);
        byte[] first = signIn.first();
        String start = "AUTH " + mechanism.word();
        String withFirst = start + " " + base64(first);
        boolean atOnce = first.length > 0 && withFirst.length() <= MAX_LINE;
        boolean firstIsSent = atOnce || first.length == 0;
        Reply reply = say(atOnce ? withFirst : start);
        for (int challenges = 0; reply.code() == CHALLENGE && challenges < MAX_CHALLENGES; challenges++) {
            if (firstIsSent) {
                reply = answer(signIn, reply);
            } else {
                firstIsSent = true;
                reply = say(base64(first));
            }
        }
        if (!reply.positive()) {
            return Optional.of(harmless(reply));
        }
        return signIn.hostIsKnown()
                ? Optional.empty()
                : Optional.of("the host has not shown that it knows the password");
    }

    private Reply answer(SignIn signIn, Reply challenge) throws IOException, SignInException {
        String line = challenge.lines().get(0);
        byte[] answer;
        try {
            answer = signIn.answer(Base64.getDecoder()
                    .decode(line.length() > 4 ? line.substring(4).strip() : ""));
        } catch (IllegalArgumentException e) {
            say("*");
            throw new SignInException("a challenge that is not Base64");
        } catch (SignInException e) {
            say("*");
            throw e;
        }
        return say(base64(answer));
    }

    private Reply say(String line) throws IOException {
        wire.send(line + "\r\n");
        return wire.hear(patience);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String nonce() {
        byte[] nonce = new byte[18];
        RANDOM.nextBytes(nonce);
        return base64(nonce);
    }

    /** A host may repeat what it was told. */
    private String harmless(Reply reply) {
        String line = reply.line();
        String both = "\0" + login.user() + "\0" + login.secret();
        List<String> secrets = List.of(
                login.secret(),
                base64(login.secret().getBytes(StandardCharsets.UTF_8)),
                base64(both.getBytes(StandardCharsets.UTF_8)),
                base64(new SignIn.Bearer(login).first()));
        String lower = line.toLowerCase(Locale.ROOT);
        return secrets.stream().anyMatch(secret -> shows(lower, secret)) ? String.valueOf(reply.code()) : line;
    }

    private static boolean shows(String line, String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        int length = Math.min(TELLTALE, lower.length());
        for (int i = 0; length > 0 && i <= lower.length() - length; i++) {
            if (line.contains(lower.substring(i, i + length))) {
                return true;
            }
        }
        return false;
    }
}
