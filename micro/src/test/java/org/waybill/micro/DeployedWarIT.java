package org.waybill.micro;

import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waybill.check.BlackBoxCheck;

/**
 * The real WAR in a Payara Micro that the tests of this module share. It is deployed as it is, without test classes in
 * it: the check comes from outside, as clients do.
 */
@ExtendWith(ArquillianExtension.class)
class DeployedWarIT {

    @ArquillianResource
    private @Nullable URL base;

    @Deployment(testable = false)
    static WebArchive waybill() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/waybill.war"));
    }

    @Test
    void acceptsAndDeliversAMail() throws Exception {
        if (base == null) {
            throw new AssertionError("Arquillian did not say where the application is");
        }
        new BlackBoxCheck(
                        base.toURI(),
                        Integer.getInteger("waybill.it.smtp.port", 0),
                        Path.of(System.getProperty("waybill.it.home", "")))
                .run();
    }
}
