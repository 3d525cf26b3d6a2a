/**
 * Passwords on this machine: {@link org.waybill.queue.auth.StoredHashes} compares them with every kind of hash that a table
 * may hold ({@code HashScheme}: {@code Argon2}, {@code Bcrypt}, {@code ShaCrypt}, {@code Pbkdf2}, {@code Scram},
 * {@code SystemCrypt}), {@link org.waybill.queue.auth.LimitedHashes} keeps strangers from using up the machine with it,
 * {@link org.waybill.queue.auth.NewHashes} makes new ones.
 */
@NullMarked
package org.waybill.queue.auth;

import org.jspecify.annotations.NullMarked;
