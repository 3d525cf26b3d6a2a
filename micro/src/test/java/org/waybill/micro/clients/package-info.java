/**
 * Mail from the programs that people send mail with. {@code ClientMatrixIT} has a {@link org.waybill.micro.clients.MailClient}
 * for each row and a {@link org.waybill.micro.clients.Mode} for each column; the scripts that run the programs are in
 * {@code src/test/clients}.
 */
@NullMarked
package org.waybill.micro.clients;

import org.jspecify.annotations.NullMarked;
