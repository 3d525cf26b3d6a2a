package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.UnavailableException;
import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Document;
import org.waybill.smtp.listener.SmtpListener;

@Timeout(20)
class SmtpResourceAdapterTest {

    private final FakeContainer container = new FakeContainer();
    private final FakeBootstrap bootstrap = new FakeBootstrap(container);
    private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
    private final SmtpActivationSpec spec = new SmtpActivationSpec();

    @Test
    void activationReturnsAtOnceWithoutCallingTheApplication() throws Exception {
        adapter.start(bootstrap);
        adapter.endpointActivation(container, spec);
        assertEquals(1, bootstrap.scheduled.size());
        assertFalse(container.calls.contains("create"));
        adapter.stop();
    }

    @Test
    void deactivationEndsTheActivation() throws Exception {
        adapter.start(bootstrap);
        adapter.endpointActivation(container, spec);
        adapter.endpointDeactivation(container, spec);
        assertFalse(bootstrap.scheduled.get(0).cancel(), "still scheduled");
        adapter.endpointDeactivation(container, spec);
        adapter.stop();
    }

    @Test
    void stopEndsWhatIsStillActiveAndGivesAllThreadsBack() throws Exception {
        adapter.start(bootstrap);
        adapter.endpointActivation(container, spec);
        adapter.stop();
        assertFalse(bootstrap.scheduled.get(0).cancel(), "still scheduled");
        bootstrap.work.close();
        assertEquals(0, bootstrap.work.running());
        assertThrows(UnavailableException.class, () -> adapter.endpointActivation(container, spec));
    }

    @Test
    void doesNotStartWithoutTheRegistryThatProvesCommits() {
        FakeBootstrap poor = new FakeBootstrap(null);
        ResourceAdapterInternalException refusal =
                assertThrows(ResourceAdapterInternalException.class, () -> adapter.start(poor));
        assertEquals(
                "the container lacks what SMTP needs: no TransactionSynchronizationRegistry", refusal.getMessage());
    }

    @Test
    void refusesAWrongSpecAtActivation() throws Exception {
        adapter.start(bootstrap);
        spec.setPort(-1);
        assertThrows(InvalidPropertyException.class, () -> adapter.endpointActivation(container, spec));
        assertThrows(ResourceException.class, () -> adapter.endpointActivation(container, new Foreign()));
        adapter.stop();
    }

    @Test
    void hasNothingToRecoverAndEqualsItsLike() {
        assertEquals(0, adapter.getXAResources(new ActivationSpec[] {spec}).length);
        assertEquals(new SmtpResourceAdapter(), adapter);
        assertEquals(new SmtpResourceAdapter().hashCode(), adapter.hashCode());
        assertNotEquals(adapter, new Object());
    }

    @Test
    void theDescriptorNamesTheClassesThatExist() throws Exception {
        Document descriptor = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("src/main/rar/META-INF/ra.xml"));
        assertEquals(SmtpResourceAdapter.class.getName(), text(descriptor, "resourceadapter-class"));
        assertEquals(SmtpListener.class.getName(), text(descriptor, "messagelistener-type"));
        assertEquals(SmtpActivationSpec.class.getName(), text(descriptor, "activationspec-class"));
        assertTrue(descriptor.getElementsByTagName("outbound-resourceadapter").getLength() == 0);
    }

    private static String text(Document descriptor, String element) {
        return descriptor.getElementsByTagName(element).item(0).getTextContent();
    }

    /** Of another adapter. */
    private static final class Foreign implements ActivationSpec {
        @Override
        public void validate() {}

        @Override
        public ResourceAdapter getResourceAdapter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
            throw new NotSupportedException();
        }
    }
}
