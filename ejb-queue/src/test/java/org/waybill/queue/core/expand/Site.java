package org.waybill.queue.core.expand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/**
 * A small site: {@code mx.test} is local, {@code v.test} is virtual, {@code dest.test} is relayed to, for mail from this
 * server only; every other domain is refused.
 */
final class Site implements Rulings, UserFiles, UserBase {

    private static final Set<String> NAMES = Set.of("root", "alice", "bob", "carol", "vmail");

    private final List<InlineTable.Entry> aliases = new ArrayList<>();
    private final List<InlineTable.Entry> virtual = new ArrayList<>();
    private final Map<String, Forward> forwards = new HashMap<>();
    private final Map<String, Included> lists = new HashMap<>();
    private String user = "";
    private ExpansionPolicy.Outcome outcome = ExpansionPolicy.Outcome.ANYTHING;
    private boolean usersAreThere = true;

    /** How the last expansion went. */
    final List<ExpansionStep> steps = new ArrayList<>();

    Site alias(String key, String value) {
        aliases.add(new InlineTable.Entry(key, value));
        return this;
    }

    Site virtual(String key, String value) {
        virtual.add(new InlineTable.Entry(key, value));
        return this;
    }

    Site forward(String name, String text) {
        forwards.put(name, new Forward.Lines(text.lines().toList()));
        return this;
    }

    Site forward(String name, Forward answer) {
        forwards.put(name, answer);
        return this;
    }

    Site list(String path, String text) {
        lists.put(path, new Included.Lines(text.lines().toList()));
        return this;
    }

    Site as(String name) {
        user = name;
        return this;
    }

    Site only(ExpansionPolicy.Outcome wanted) {
        outcome = wanted;
        return this;
    }

    Site withoutUsers() {
        usersAreThere = false;
        return this;
    }

    ExpansionResult expand(String recipient) {
        MailAddress address = MailAddress.parse(recipient);
        return new Expansion(this).expand(address, address, this, SubAddress.PLUS, steps::add);
    }

    /** Where it leads, as {@code action:user[+tag]@destination-domain} or the ending; or the reply's first words. */
    String outcome(String recipient) {
        ExpansionResult result = expand(recipient);
        if (result instanceof ExpansionResult.Refused refused) {
            return refused.reply().toString();
        }
        List<String> ends = ((ExpansionResult.Expanded) result)
                .plans().plans().stream().map(Site::text).toList();
        return String.join(" ", ends);
    }

    private static String text(RecipientPlan plan) {
        return plan.action() + ":" + plan.user() + ">" + plan.destination()
                + (plan.ending().text().isEmpty() ? "" : "[" + plan.ending().text() + "]");
    }

    @Override
    public Ruling about(MailAddress address, boolean forwarded) {
        return switch (address.domainKey()) {
            case "mx.test" -> taken("local", new ExpansionPolicy.Aliases.Users(table("aliases", aliases)));
            case "v.test" -> taken("virt", new ExpansionPolicy.Aliases.Virtual(table("virtual", virtual)));
            case "dest.test" ->
                forwarded
                        ? new Ruling.Taken(new ActionName("out"), new ExpansionPolicy.AsIs(), "action out")
                        : refused(address);
            default -> refused(address);
        };
    }

    private Ruling taken(String action, ExpansionPolicy.Aliases tables) {
        return new Ruling.Taken(
                new ActionName(action), new ExpansionPolicy.Local(tables, this, user, outcome), "action " + action);
    }

    private static Ruling refused(MailAddress address) {
        return new Ruling.Refused(SmtpReply.invalidRecipient(address), "no rule");
    }

    private static LookupTable table(String name, List<InlineTable.Entry> entries) {
        return new InlineTable(name, entries);
    }

    @Override
    public Forward forward(User owner) {
        return forwards.getOrDefault(owner.name(), new Forward.None());
    }

    @Override
    public Included included(String path) {
        return lists.getOrDefault(path, new Included.Unavailable(path + " is no file"));
    }

    @Override
    public String description() {
        return "the site's users";
    }

    @Override
    public Answer find(String name) {
        if (!usersAreThere) {
            return new Answer.Unavailable("the site's users are away");
        }
        if (!NAMES.contains(name)) {
            return new Answer.Missing();
        }
        long id = name.equals("root") ? 0 : 2001;
        return new Answer.Found(new User(name, new User.Account.Unix(id, id), "/home/" + name));
    }
}
