package org.waybill.queue.core.expand;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.expand.ExpansionPolicy.Outcome;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/** The expansion of one recipient: entries wait in a queue, each is looked at once, ends are collected. */
final class ExpansionRun {

    /** An entry that lies deeper is a loop, or nobody's intention; the recipient is 0. */
    private static final int MAX_DEPTH = 10;

    /** More entries than this stand in a .forward file only to harm. */
    private static final int MAX_FORWARDED = 100;

    /** Lists are longer; this bounds the work that one RCPT TO can cause, .forward files of their members included. */
    private static final int MAX_ENTRIES = 10_000;

    /** Under which address and action an entry is looked at. */
    private record Context(MailAddress address, ActionName action, ExpansionPolicy.Local policy) {}

    /**
     * Whose entry it is.
     *
     * @param user the user it stands under, empty directly under an address
     * @param forward whether it stands in their .forward file; else in a table of aliases
     * @param root whether that user is root
     */
    private record Owner(String user, boolean forward, boolean root) {
        static final Owner NOBODY = new Owner("", false, false);
    }

    private sealed interface Work {
        int depth();
    }

    private record AtAddress(MailAddress address, int depth) implements Work {}

    private record AtEntry(AliasEntry entry, Context context, Owner owner, int depth) implements Work {

        /** Whether a user's own alias or .forward file names the user, which ends the expansion there. */
        boolean isOwnUser() {
            return entry instanceof AliasEntry.User user && user.name().equals(owner.user());
        }
    }

    /** What makes two entries one: their text, and for commands and files also who runs them. */
    private record Seen(String entry, MailAddress under, boolean ownUser, String runBy) {}

    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient SmtpReply reply;

        RefusedException(SmtpReply reply, String reason) {
            super(reason, null, false, false);
            this.reply = reply;
        }
    }

    private final MailAddress recipient;
    private final Rulings rules;
    private final SubAddress tags;
    private final UserFiles files;
    private final Deque<Work> queue = new ArrayDeque<>();
    private final Set<Object> seen = new HashSet<>();
    private final List<RecipientPlan> ends = new ArrayList<>();
    private final Consumer<ExpansionStep> witness;

    ExpansionRun(
            MailAddress recipient, Rulings rules, SubAddress tags, UserFiles files, Consumer<ExpansionStep> witness) {
        this.recipient = recipient;
        this.rules = rules;
        this.tags = tags;
        this.files = files;
        this.witness = witness;
    }

    ExpansionResult run(MailAddress start) {
        try {
            queue.add(new AtAddress(start, 0));
            while (!queue.isEmpty()) {
                expand(queue.remove());
            }
            if (ends.isEmpty()) {
                throw new RefusedException(permanent(), "it leads in a circle");
            }
            return new ExpansionResult.Expanded(new RecipientPlans(ends));
        } catch (RefusedException e) {
            return new ExpansionResult.Refused(e.reply, String.valueOf(e.getMessage()));
        }
    }

    private void expand(Work work) throws RefusedException {
        if (work.depth() >= MAX_DEPTH) {
            throw new RefusedException(permanent(), "it leads deeper than " + MAX_DEPTH + " steps");
        }
        if (work instanceof AtAddress at) {
            address(at.address(), at.depth());
        } else if (work instanceof AtEntry at) {
            AliasEntry entry = at.entry();
            if (entry instanceof AliasEntry.User user) {
                user(user.name().toLowerCase(Locale.ROOT), at);
            } else if (entry instanceof AliasEntry.Refusal refusal) {
                refuse(refusal, at);
            } else if (entry instanceof AliasEntry.Command command) {
                end(at, new Ending.Command(command.command(), at.owner().forward()));
            } else if (entry instanceof AliasEntry.MailFile file) {
                end(at, new Ending.MailFile(file.path(), at.owner().forward()));
            } else {
                throw new AssertionError(entry); // addresses and lists are taken apart in add
            }
        }
    }

    private void address(MailAddress address, int depth) throws RefusedException {
        Rulings.Ruling ruling = rules.about(address, depth > 0);
        if (ruling instanceof Rulings.Ruling.Refused refused) {
            step(depth, address.toString(), "refused: " + refused.reply());
            throw new RefusedException(refused.reply(), refused.reason());
        }
        Rulings.Ruling.Taken taken = (Rulings.Ruling.Taken) ruling;
        String local = address.localPart().toLowerCase(Locale.ROOT);
        if (!(taken.policy() instanceof ExpansionPolicy.Local policy)) {
            step(depth, address.toString(), taken.why());
            plan(address, tags.strip(local), new Ending.Address(""), taken.action());
            return;
        }
        Context context = new Context(address, taken.action(), policy);
        if (policy.aliases() instanceof ExpansionPolicy.Aliases.Virtual virtual) {
            AliasLookup.Answer answer = AliasLookup.address(virtual.table(), tags, address);
            if (answer instanceof AliasLookup.Answer.Missing) {
                throw new RefusedException(
                        permanent(), "no entry in table <" + virtual.table().name() + ">");
            }
            step(depth, address.toString(), taken.why() + found(answer));
            add(answer, context, Owner.NOBODY, depth + 1);
        } else {
            step(depth, address.toString(), taken.why());
            add(List.of(new AliasEntry.User(local)), context, Owner.NOBODY, depth + 1);
        }
    }

    private void user(String name, AtEntry at) throws RefusedException {
        ExpansionPolicy.Local policy = at.context().policy();
        if (!at.isOwnUser()) {
            AliasLookup.Answer answer = aliases(policy.aliases(), name);
            if (!(answer instanceof AliasLookup.Answer.Missing)) {
                step(at.depth(), name, "alias" + found(answer));
                add(answer, at.context(), new Owner(name, false, false), at.depth() + 1);
                return;
            }
        }
        User user = existing(name, policy.users());
        String tag = user.name().equals(name) ? "" : tags.tag(name);
        boolean asTold = at.isOwnUser() && at.owner().forward();
        boolean asOther = !policy.user().isEmpty() && !policy.user().equals(user.name());
        if (asTold || asOther || !forward(user, at)) {
            step(at.depth(), name, "user of " + policy.users().description());
            mailbox(user.name(), tag, at);
        }
    }

    private AliasLookup.Answer aliases(ExpansionPolicy.Aliases aliases, String name) {
        if (aliases instanceof ExpansionPolicy.Aliases.Users users) {
            return AliasLookup.user(users.table(), tags, name);
        }
        return aliases instanceof ExpansionPolicy.Aliases.Virtual virtual
                ? AliasLookup.user(virtual.table(), tags, name)
                : new AliasLookup.Answer.Missing();
    }

    /** {@code user+tag} may be a user by itself; most of the time it is what stands before the tag. */
    private User existing(String name, UserBase users) throws RefusedException {
        String bare = tags.strip(name);
        for (String candidate : name.equals(bare) ? List.of(name) : List.of(name, bare)) {
            UserBase.Answer answer = users.find(candidate);
            if (answer instanceof UserBase.Answer.Found found) {
                return found.user();
            }
            if (answer instanceof UserBase.Answer.Unavailable unavailable) {
                throw new RefusedException(SmtpReply.temporaryFailure(), unavailable.reason());
            }
        }
        throw new RefusedException(
                SmtpReply.invalidRecipient(recipient), "no user '" + bare + "' in " + users.description());
    }

    /** Whether the user's .forward file says where their mail goes. */
    private boolean forward(User user, AtEntry at) throws RefusedException {
        UserFiles.Forward answer = files.forward(user);
        if (answer instanceof UserFiles.Forward.Insecure insecure) {
            throw new RefusedException(permanent(), insecure.reason());
        }
        if (answer instanceof UserFiles.Forward.Unavailable unavailable) {
            throw new RefusedException(temporary(), unavailable.reason());
        }
        if (!(answer instanceof UserFiles.Forward.Lines lines)) {
            return false;
        }
        List<AliasEntry> entries = new ArrayList<>();
        for (String line : lines.lines()) {
            // a user could read any file of the server's through an :include:
            entries.addAll(read(line, ".forward of '" + user.name() + "'").stream()
                    .filter(entry -> !(entry instanceof AliasEntry.Include))
                    .toList());
        }
        if (entries.isEmpty()) {
            return false;
        }
        if (entries.size() > MAX_FORWARDED) {
            throw new RefusedException(
                    temporary(), ".forward of '" + user.name() + "' has more than " + MAX_FORWARDED + " entries");
        }
        step(at.depth(), user.name(), ".forward: " + entries);
        add(entries, at.context(), new Owner(user.name(), true, user.isRoot()), at.depth() + 1);
        return true;
    }

    private List<AliasEntry> read(String line, String where) throws RefusedException {
        try {
            int comment = line.indexOf('#');
            return AliasText.parse(comment < 0 ? line : line.substring(0, comment));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(temporary(), where + ": " + e.getMessage());
        }
    }

    private void mailbox(String user, String tag, AtEntry at) throws RefusedException {
        Outcome wanted = at.context().policy().outcome();
        if (wanted == Outcome.WHAT_IS_NAMED) {
            throw new RefusedException(permanent(), "it ends at the user '" + user + "', and the action only expands");
        }
        if (wanted == Outcome.FORWARDED) {
            throw new RefusedException(temporary(), "it ends at the user '" + user + "', and the action only forwards");
        }
        plan(at.context().address(), user, new Ending.Address(tag), at.context().action());
    }

    private void end(AtEntry at, Ending ending) throws RefusedException {
        if (at.owner().root()) {
            throw new RefusedException(SmtpReply.temporaryFailure(), "root's .forward may name no command and no file");
        }
        checkNotForwardOnly(at);
        step(
                at.depth(),
                at.entry().toString(),
                at.owner().forward() ? "as " + at.owner().user() : "as the server");
        String user = at.owner().user().isEmpty()
                ? tags.strip(at.context().address().localPart().toLowerCase(Locale.ROOT))
                : tags.strip(at.owner().user());
        plan(at.context().address(), user, ending, at.context().action());
    }

    private void refuse(AliasEntry.Refusal refusal, AtEntry at) throws RefusedException {
        checkNotForwardOnly(at);
        step(at.depth(), at.entry().toString(), "refused");
        throw new RefusedException(refusal.reply().about(recipient), "the alias says so");
    }

    private static void checkNotForwardOnly(AtEntry at) throws RefusedException {
        if (at.context().policy().outcome() == Outcome.FORWARDED) {
            throw new RefusedException(
                    SmtpReply.temporaryFailure(), "it ends at '" + at.entry() + "', and the action only forwards");
        }
    }

    private void plan(MailAddress destination, String user, Ending ending, ActionName action) {
        ends.add(new RecipientPlan(recipient, destination, user, ending, action));
    }

    private void add(AliasLookup.Answer answer, Context context, Owner owner, int depth) throws RefusedException {
        if (answer instanceof AliasLookup.Answer.Unavailable unavailable) {
            throw new RefusedException(temporary(), unavailable.reason());
        }
        add(((AliasLookup.Answer.Entries) answer).entries(), context, owner, depth);
    }

    private void add(List<AliasEntry> entries, Context context, Owner owner, int depth) throws RefusedException {
        for (AliasEntry entry : entries) {
            if (entry instanceof AliasEntry.Include include) {
                addList(include.path(), context, owner, depth);
            } else if (entry instanceof AliasEntry.Address address) {
                if (seen.add(address.address().withDomain(address.address().domainKey()))) {
                    queue.add(new AtAddress(address.address(), depth));
                }
            } else {
                AtEntry at = new AtEntry(entry, context, owner, depth);
                boolean anybodys = entry instanceof AliasEntry.User || entry instanceof AliasEntry.Refusal;
                if (seen.add(
                        new Seen(entry.toString(), context.address(), at.isOwnUser(), anybodys ? "" : owner.user()))) {
                    queue.add(at);
                }
            }
            if (seen.size() > MAX_ENTRIES) {
                throw new RefusedException(temporary(), "it leads to more than " + MAX_ENTRIES + " entries");
            }
        }
    }

    private void addList(String path, Context context, Owner owner, int depth) throws RefusedException {
        UserFiles.Included included = files.included(path);
        if (included instanceof UserFiles.Included.Unavailable unavailable) {
            throw new RefusedException(temporary(), unavailable.reason());
        }
        for (String line : ((UserFiles.Included.Lines) included).lines()) {
            List<AliasEntry> entries = read(line, path).stream()
                    .filter(entry -> !(entry instanceof AliasEntry.Include))
                    .toList();
            add(entries, context, owner, depth);
        }
    }

    private static String found(AliasLookup.Answer answer) {
        return answer instanceof AliasLookup.Answer.Entries entries
                ? " '" + entries.key() + "': " + entries.entries()
                : "";
    }

    private void step(int depth, String subject, String found) {
        witness.accept(new ExpansionStep(depth, subject, found));
    }

    private SmtpReply permanent() {
        return SmtpReply.cannotExpand(recipient, false);
    }

    private SmtpReply temporary() {
        return SmtpReply.cannotExpand(recipient, true);
    }
}
