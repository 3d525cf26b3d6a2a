package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may use the console. */
public final class AdminUsers {

    /**
     * One user.
     *
     * @param name 1 to 64 characters
     * @param passwordHash never the password
     * @param role such as {@code admin} or {@code viewer}
     */
    public record AdminUser(String name, String passwordHash, String role) {
        public AdminUser {
            if (name.isEmpty() || name.length() > 64) {
                throw new IllegalArgumentException("a user's name has 1 to 64 characters");
            }
        }

        /** Without the hash. */
        @Override
        public String toString() {
            return "AdminUser[name=" + name + ", role=" + role + "]";
        }
    }

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public AdminUsers(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    public Optional<AdminUser> find(String name) {
        return transactions.inNew(() -> Optional.ofNullable(entityManager.get().find(AdminUserRow.class, name))
                .map(AdminUserRow::toUser));
    }

    /** Adds the user, or gives the one of that name a new password and role. */
    public void upsert(AdminUser user) {
        transactions.inNew(
                () -> entityManager.get().merge(AdminUserRow.from(user)).toUser());
    }
}
