package org.waybill.queue.core.users;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.queue.core.tables.LookupTable;

/**
 * {@code userbase <table>}: {@code user = uid:gid:home} as in the reference; {@code user = /home} for users whose files
 * belong to the server; a plain list for users who have nothing but a name.
 */
public record TableUsers(LookupTable table) implements UserBase {

    private static final Pattern USERINFO = Pattern.compile("([0-9]{1,10}):([0-9]{1,10}):(/.*)");

    @Override
    public String description() {
        return "table <" + table.name() + ">";
    }

    @Override
    public Answer find(String name) {
        LookupTable.Answer answer = table.lookup(name);
        if (answer instanceof LookupTable.Answer.Found found) {
            return user(name, found.value());
        }
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            return new Answer.Unavailable(description() + ": " + unavailable.reason());
        }
        return new Answer.Missing();
    }

    private Answer user(String name, String value) {
        if (value.equalsIgnoreCase(name)) {
            return new Answer.Found(User.virtual(name));
        }
        if (value.startsWith("/")) {
            return new Answer.Found(new User(name, new User.Account.Virtual(), value));
        }
        Matcher matcher = USERINFO.matcher(value);
        if (!matcher.matches()) {
            return new Answer.Unavailable(description() + ": '" + value + "' of '" + name
                    + "' is neither uid:gid:home nor the path of a home directory");
        }
        User.Account account =
                new User.Account.Unix(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        return new Answer.Found(new User(name, account, matcher.group(3)));
    }
}
