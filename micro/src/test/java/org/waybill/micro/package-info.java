/**
 * Tests of the packaging. {@link org.waybill.micro.WaybillProcess} runs the file that operators run;
 * {@code *IT} classes with Arquillian deploy the real WAR to the same server.
 */
@NullMarked
package org.waybill.micro;

import org.jspecify.annotations.NullMarked;
