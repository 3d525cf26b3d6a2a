package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waybill.queue.console.AdminAccounts;
import org.waybill.queue.jpa.AdminUsers;
import org.waybill.queue.settings.Settings;

/** The console's users. Passwords are kept as PBKDF2 hashes only. */
@ApplicationScoped
public class AdminAccountsBean implements AdminAccounts {

    private static final Map<String, String> HASH_PARAMETERS = Map.of(
            "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
            "Pbkdf2PasswordHash.Iterations", "210000",
            "Pbkdf2PasswordHash.SaltSizeBytes", "16",
            "Pbkdf2PasswordHash.KeySizeBytes", "32");

    private static final int RANDOM_OCTETS = 15;

    @Inject
    private AdminUsers users;

    @Inject
    private Pbkdf2PasswordHash passwords;

    /** Verified for unknown names, so that they take as long as known ones. */
    private volatile String nobody = "";

    private volatile String firstPassword = "";

    void prepare(Settings settings) {
        passwords.initialize(HASH_PARAMETERS);
        nobody = hash(randomPassword());
        if (!settings.adminPassword().isEmpty()) {
            set(ADMIN, settings.adminPassword());
        } else if (users.find(ADMIN).isEmpty()) {
            firstPassword = randomPassword();
            set(ADMIN, firstPassword);
        }
        if (!settings.viewerPassword().isEmpty()) {
            set(VIEWER, settings.viewerPassword());
        }
    }

    /** The password made at the first start, once; empty otherwise. */
    String takeFirstPassword() {
        String password = firstPassword;
        firstPassword = "";
        return password;
    }

    @Override
    public Optional<Account> verify(String name, String password) {
        Optional<AdminUsers.AdminUser> user = users.find(name);
        String hash = user.map(AdminUsers.AdminUser::passwordHash).orElse(nobody);
        boolean right = passwords.verify(password.toCharArray(), hash);
        return user.filter(known -> right).map(known -> new Account(known.name(), Set.of(known.role())));
    }

    private void set(String name, String password) {
        boolean unchanged = users.find(name)
                .filter(user -> passwords.verify(password.toCharArray(), user.passwordHash()))
                .isPresent();
        if (!unchanged) {
            users.upsert(new AdminUsers.AdminUser(name, hash(password), name));
        }
    }

    private String hash(String password) {
        return passwords.generate(password.toCharArray());
    }

    private static String randomPassword() {
        byte[] octets = new byte[RANDOM_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
