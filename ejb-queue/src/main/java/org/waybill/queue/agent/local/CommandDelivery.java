package org.waybill.queue.agent.local;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.waybill.queue.core.action.CommandTemplate;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.action.ShellCommand;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.users.User;
import org.waybill.smtp.ReversePath;

/** Delivers to the standard input of a command: that of an action, or that of an alias or a .forward file. */
final class CommandDelivery {

    /** EX_OSERR and EX_TEMPFAIL of sysexits(3). */
    private static final Set<Integer> TEMPORARY = Set.of(71, 75);

    private final SwitchUser switching;
    private final CommandSlots slots;
    private final LocalPatience patience;

    CommandDelivery(SwitchUser switching, Supplier<MdaLimits> limits, LocalPatience patience) {
        this.switching = switching;
        this.slots = new CommandSlots(limits);
        this.patience = patience;
    }

    /** @param text with format specifiers */
    Outcome deliver(String target, String text, LocalDelivery delivery) {
        SwitchUser.Way way = switching.command(delivery.as());
        if (way instanceof SwitchUser.Way.Impossible impossible) {
            return new Outcome.Deferred(target, "451 4.3.5 " + impossible.reason());
        }
        ShellCommand command;
        try {
            command = expand(text, delivery);
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed(target, "554 5.3.5 mda command line could not be expanded: " + e.getMessage());
        }
        CommandLine line =
                CommandLine.of(way, delivery.as(), command.arguments(), environment(delivery), patience.command());
        if (!line.encodable()) {
            return new Outcome.Deferred(
                    target, "451 4.3.5 An address outside of ASCII cannot be handed to a command: set LANG=C.UTF-8");
        }
        return inTurn(target, line, delivery);
    }

    private static ShellCommand expand(String text, LocalDelivery delivery) {
        ShellCommand command = CommandTemplate.parse(text).expand(delivery.values());
        String wrapper = delivery.action().wrapper();
        return wrapper.isEmpty()
                ? command
                : CommandTemplate.parseWrapper(wrapper).around(command, delivery.values());
    }

    private Outcome inTurn(String target, CommandLine line, LocalDelivery delivery) {
        String user = delivery.recipient().name();
        try {
            if (!slots.enter(user, patience.turn())) {
                return new Outcome.Deferred(target, "451 4.3.2 Too many commands are running (mda limit)");
            }
            try {
                return outcome(
                        target,
                        ChildProcess.run(
                                line.words(),
                                line.environment(),
                                line.directory(),
                                delivery.message()::writeTo,
                                patience.command()),
                        patience.command());
            } finally {
                slots.leave(user);
            }
        } catch (IOException e) {
            return new Outcome.Deferred(target, "451 4.3.0 Cannot run the command: " + Reasons.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred(target, "451 4.3.2 The server is stopping");
        }
    }

    private static Outcome outcome(String target, ChildProcess.End end, Duration limit) {
        String said = end.lastLine().isEmpty() ? "" : ": " + end.lastLine();
        if (end.timedOut()) {
            return deferred(target, "mda timed out after " + limit.toSeconds() + " s" + said);
        }
        if (!end.exited()) {
            return deferred(target, "mda was killed by signal " + (end.status() - 128) + said);
        }
        if (end.status() == 0) {
            return end.readAll()
                    ? new Outcome.Delivered(target, ReplyText.oneLine("250 2.0.0 Delivered" + said))
                    : deferred(target, "mda exited prematurely" + said);
        }
        String text = "mda exited with " + end.status() + said;
        return TEMPORARY.contains(end.status())
                ? deferred(target, text)
                : new Outcome.Failed(target, ReplyText.oneLine("554 5.3.0 " + text));
    }

    private static Outcome deferred(String target, String text) {
        return new Outcome.Deferred(target, ReplyText.oneLine("451 4.3.0 " + text));
    }

    /** As the reference has it, and nothing else. */
    private static Map<String, String> environment(LocalDelivery delivery) {
        Envelope envelope = delivery.envelope();
        User as = delivery.as();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", CommandLine.PATH);
        environment.put("DOMAIN", envelope.recipient().domain());
        environment.put("HOME", as.home().isEmpty() ? "/" : as.home());
        environment.put("ORIGINAL_RECIPIENT", envelope.recipient().toString());
        environment.put("RECIPIENT", envelope.destination().toString());
        environment.put("SHELL", "/bin/sh");
        environment.put("LOCAL", envelope.recipient().localPart());
        environment.put("LOGNAME", delivery.recipient().name());
        environment.put("USER", delivery.recipient().name());
        environment.put(
                "SENDER",
                envelope.sender() instanceof ReversePath.From from
                        ? from.address().toString()
                        : "");
        if (envelope.ending() instanceof Ending.Address address
                && !address.tag().isEmpty()) {
            environment.put("EXTENSION", address.tag());
        }
        return environment;
    }
}
