package org.waybill.queue.agent.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.client.ReplyReader.NoReplyException;
import org.waybill.queue.agent.client.SmtpFailure.Phase;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.Outcome.Holder;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.Hop;

/**
 * One SMTP or LMTP transaction: MAIL, RCPT for each recipient, DATA, the content. The content goes out as it lies on disk,
 * and each recipient has the answer that was meant for it.
 */
final class Transaction {

    /** RFC 2920 §3.1 wants a group of commands to fit into the window of TCP, which has at least this on every system. */
    private static final int MAX_FLIGHT = 4096;

    private final Conversation conversation;
    private final Wire wire;
    private final RelayTimeouts timeouts;
    private final SendableMail mail;
    private final List<Envelope> recipients;
    private final String target;
    private final Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
    private final List<Envelope> taken = new ArrayList<>();
    private final List<Envelope> tooMany = new ArrayList<>();
    private boolean goingOn = true;
    private boolean answered;
    private boolean late;
    private @Nullable ReplyLine lostOrNull;
    private boolean contentWanted;

    /**
     * @param recipients those of the mail that are named this time
     * @param target for the outcomes
     */
    Transaction(
            Conversation conversation,
            RelayTimeouts timeouts,
            SendableMail mail,
            List<Envelope> recipients,
            String target) {
        this.conversation = conversation;
        this.wire = conversation.wire();
        this.timeouts = timeouts;
        this.mail = mail;
        this.recipients = recipients;
        this.target = target;
    }

    /** A command of ours. */
    private record Command(Phase phase, String text, @Nullable Envelope recipientOrNull) {}

    /** An outcome for each of the recipients. */
    Map<EnvelopeId, Outcome> run() {
        try {
            conversation.beginMail(timeouts.command());
            for (List<Command> flight : flights()) {
                if (goingOn && !pointless(flight)) {
                    fly(flight);
                }
            }
            content();
        } catch (IOException e) {
            late = !answered && !(e instanceof SocketTimeoutException || e instanceof NoReplyException);
            hangUp(new Outcome.Deferred(target, SmtpFailure.connectionLost(SmtpFailure.reason(e))));
        }
        return outcomes;
    }

    /**
     * Whether the session was over before this mail, so that the same may be said to the host in another one: it was not
     * there any more, or may have had as many mails as it takes in a session, to which OpenSMTPD answers so.
     */
    boolean late() {
        return late;
    }

    /** The reply for those whom the host has left without an answer. */
    Optional<ReplyLine> lost() {
        return Optional.ofNullable(lostOrNull);
    }

    /** Those whom the host takes in another transaction (RFC 5321 §4.5.3.1.10), if this one has got anything through. */
    List<Envelope> tooMany() {
        boolean any = outcomes.values().stream().anyMatch(Outcome.Delivered.class::isInstance);
        return any && !conversation.broken() ? tooMany : List.of();
    }

    /** Commands that are sent together: by PIPELINING, or each alone. */
    private List<List<Command>> flights() {
        boolean together = conversation.extensions().offers("PIPELINING");
        List<List<Command>> flights = new ArrayList<>();
        int length = MAX_FLIGHT;
        for (Command command : commands()) {
            int octets = command.text().getBytes(StandardCharsets.UTF_8).length;
            if (!together || length + octets > MAX_FLIGHT) {
                flights.add(new ArrayList<>());
                length = 0;
            }
            length += octets;
            flights.get(flights.size() - 1).add(command);
        }
        return flights;
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        commands.add(new Command(Phase.MAIL, mail.mail() + "\r\n", null));
        for (Envelope recipient : recipients) {
            commands.add(new Command(Phase.RCPT, mail.commands().rcpt(recipient) + "\r\n", recipient));
        }
        if (!mail.binary()) {
            commands.add(new Command(Phase.DATA, "DATA\r\n", null));
        }
        return commands;
    }

    /** Whether it begins with DATA though nobody was taken. */
    private boolean pointless(List<Command> flight) {
        return flight.get(0).phase() == Phase.DATA && taken.isEmpty();
    }

    private void fly(List<Command> flight) throws IOException {
        StringBuilder lines = new StringBuilder();
        flight.forEach(command -> lines.append(command.text()));
        wire.send(lines.toString());
        boolean hostGoesOn = true;
        for (Command command : flight) {
            if (hostGoesOn) {
                Reply reply = wire.hear(command.phase() == Phase.DATA ? timeouts.data() : timeouts.command());
                hostGoesOn = hear(command, reply);
            }
        }
    }

    /** @return whether there will be another reply */
    private boolean hear(Command command, Reply reply) throws IOException {
        Outcome outcome = outcome(command.phase(), reply);
        if (reply.code() == Reply.CLOSING) {
            // what it took before is as undelivered as what it never heard of
            late = !answered;
            hangUp(outcome);
            return false;
        }
        answered = true;
        if (reply.code() / 100 == 3 && command.phase() != Phase.DATA) {
            // it waits for something that will not come
            conversation.breaks();
        } else if (SmtpFailure.outOfSequence(command.phase(), reply)) {
            conversation.retires();
        }
        switch (command.phase()) {
            case MAIL -> heardMail(reply, outcome);
            case RCPT -> heardRcpt(command, reply, outcome);
            case DATA, CONTENT -> heardData(reply, outcome);
        }
        return true;
    }

    private Outcome outcome(Phase phase, Reply reply) {
        return SmtpFailure.outcome(target, conversation.hop().host(), phase, reply.code(), reply.text());
    }

    private void heardMail(Reply reply, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            conversation.mailOpens();
        } else {
            if (reply.code() == Reply.NO_ROOM) {
                late = true;
                conversation.retires();
            }
            forAll(outcome);
            goingOn = false;
        }
    }

    private void heardRcpt(Command command, Reply reply, Outcome outcome) {
        Envelope recipient = command.recipientOrNull();
        if (recipient == null) {
            return;
        }
        if (outcome instanceof Outcome.Delivered) {
            conversation.mailOpens();
            taken.add(recipient);
            return;
        }
        if (!goingOn) {
            return;
        }
        outcomes.put(recipient.id(), outcome);
        if (SmtpFailure.tooManyRecipients(command.phase(), reply, !taken.isEmpty())) {
            tooMany.add(recipient);
        } else {
            conversation.countFailure();
        }
    }

    private void heardData(Reply reply, Outcome outcome) throws IOException {
        if (reply.code() != Reply.GO_AHEAD) {
            forAll(outcome);
        } else if (taken.isEmpty()) {
            takeBack();
        } else if (goingOn) {
            contentWanted = true;
        } else {
            // it has refused our MAIL, and would send on whatever comes: nothing must
            conversation.breaks();
        }
    }

    /** RFC 2920 §3.1: the host waits for a content that nobody is to get. */
    private void takeBack() throws IOException {
        wire.send(".\r\n");
        if (lmtp()) {
            // as many replies as recipients were taken: none, or so it should be
            conversation.breaks();
        } else if (wire.hear(timeouts.afterDot()).positive()) {
            conversation.mailEnds();
        }
    }

    private boolean lmtp() {
        return conversation.hop().protocol() == Hop.Protocol.LMTP;
    }

    private void content() throws IOException {
        if (mail.binary()) {
            contentWanted = goingOn && !taken.isEmpty();
        }
        if (!contentWanted) {
            return;
        }
        try {
            if (mail.binary()) {
                sendChunk();
            } else {
                sendLines();
            }
        } catch (IOException e) {
            throw wire.explained(e);
        }
        if (lmtp()) {
            for (Envelope envelope : taken) {
                if (!conversation.broken()) {
                    outcomes.put(envelope.id(), end());
                }
            }
        } else {
            Outcome outcome = end();
            taken.forEach(envelope -> outcomes.put(envelope.id(), outcome));
        }
        if (taken.stream().allMatch(envelope -> outcomes.get(envelope.id()) instanceof Outcome.Delivered)) {
            conversation.mailEnds();
        }
    }

    private void sendLines() throws IOException {
        DotStuffing out = new DotStuffing(wire.content());
        try (InputStream body = mail.body().open()) {
            body.transferTo(out);
        }
        out.end();
    }

    /** RFC 3030 §2: all of it in one piece. */
    private void sendChunk() throws IOException {
        long size = mail.body().size();
        wire.send("BDAT " + size + " LAST\r\n");
        try (InputStream body = mail.body().open()) {
            if (body.transferTo(wire.content()) != size) {
                throw new IOException("the content has not the length that it had");
            }
        }
        wire.content().flush();
    }

    private Outcome end() throws IOException {
        Reply reply = wire.hear(timeouts.afterDot());
        Outcome outcome = outcome(Phase.CONTENT, reply);
        if (reply.code() == Reply.CLOSING) {
            hangUp(new Outcome.Deferred(target, SmtpFailure.connectionLost("the host closed the session")));
        }
        return outcome instanceof Outcome.Delivered delivered ? delivered.to(holder()) : outcome;
    }

    /** An LMTP server is the end of the way (RFC 2033 §1), unless it knows more of it than we do. */
    private Holder holder() {
        if (conversation.extensions().offers("DSN")) {
            return Holder.DSN_HOST;
        }
        return lmtp() ? Holder.MAILBOX : Holder.HOST;
    }

    private void hangUp(Outcome outcome) {
        conversation.breaks();
        goingOn = false;
        contentWanted = false;
        lostOrNull = outcome.line();
        forAll(outcome);
    }

    private void forAll(Outcome outcome) {
        recipients.forEach(envelope -> outcomes.putIfAbsent(envelope.id(), outcome));
    }
}
