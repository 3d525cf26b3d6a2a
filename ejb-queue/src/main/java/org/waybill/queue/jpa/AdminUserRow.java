package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.waybill.queue.jpa.AdminUsers.AdminUser;

/** A row of {@code admin_user}. */
@Entity
@Table(name = "admin_user")
@Access(AccessType.FIELD)
class AdminUserRow {

    @Id
    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column
    private String role;

    protected AdminUserRow() {}

    static AdminUserRow from(AdminUser user) {
        AdminUserRow row = new AdminUserRow();
        row.name = user.name();
        row.passwordHash = user.passwordHash();
        row.role = user.role();
        return row;
    }

    AdminUser toUser() {
        return new AdminUser(name, passwordHash, role);
    }
}
