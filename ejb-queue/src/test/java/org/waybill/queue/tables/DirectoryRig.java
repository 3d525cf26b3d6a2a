package org.waybill.queue.tables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.codec.api.LdapApiServiceFactory;
import org.apache.directory.api.ldap.codec.standalone.StandaloneLdapApiService;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.InstanceLayout;
import org.apache.directory.server.core.api.partition.Partition;
import org.apache.directory.server.core.factory.DefaultDirectoryServiceFactory;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.ldap.handlers.extended.StartTlsHandler;
import org.apache.directory.server.protocol.shared.transport.TcpTransport;

/**
 * An ApacheDS for {@code dc=example,dc=org} with a certificate for {@code localhost}. Whoever signs in is
 * {@code cn=reader,dc=example,dc=org} with the password {@code re:ad}.
 */
final class DirectoryRig {

    static final String BASE = "dc=example,dc=org";
    static final String READER = "cn=reader," + BASE;
    static final String PASSWORD = "re:ad";

    private static final String STORE_PASSWORD = "only-a-test";

    private static final long MOST_ENTRIES = 1000;

    private final Path home;
    private final DirectoryService service;
    private final Front front;
    private final Front misnamed;
    private final List<Dn> entries = new ArrayList<>();

    DirectoryRig(Path home) throws Exception {
        this.home = home;
        service = service(home.resolve("instance"));
        front = front("localhost");
        misnamed = front("elsewhere.test");
    }

    /**
     * Where clients connect to.
     *
     * @param certificate whom they must trust
     */
    record Front(LdapServer server, TcpTransport plain, TcpTransport secure, Path certificate) {

        int port() {
            return plain.getAcceptor().getLocalAddress().getPort();
        }

        int securePort() {
            return secure.getAcceptor().getLocalAddress().getPort();
        }
    }

    private Front front(String name) throws Exception {
        Path store = home.resolve(name + ".p12");
        Path certificate = home.resolve(name + ".pem");
        String files = "-storetype PKCS12 -storepass " + STORE_PASSWORD + " -keystore " + store;
        keytool("-genkeypair -keyalg EC -dname CN=directory -validity 3650 -ext san=dns:" + name + " " + files);
        keytool("-exportcert -rfc -file " + certificate + " " + files);
        LdapServer server = new LdapServer();
        server.setDirectoryService(service);
        server.setKeystoreFile(store.toString());
        server.setCertificatePassword(STORE_PASSWORD);
        server.addExtendedOperationHandler(new StartTlsHandler());
        server.setMaxSizeLimit(MOST_ENTRIES);
        TcpTransport plain = new TcpTransport("127.0.0.1", 0, 3, 50);
        TcpTransport secure = new TcpTransport("127.0.0.1", 0, 3, 50);
        secure.setEnableSSL(true);
        server.setTransports(plain, secure);
        server.start();
        return new Front(server, plain, secure, certificate);
    }

    private static DirectoryService service(Path instance) throws Exception {
        if (!LdapApiServiceFactory.isInitialized()) {
            LdapApiServiceFactory.initialize(new StandaloneLdapApiService());
        }
        System.setProperty("workingDirectory", instance.toString());
        DefaultDirectoryServiceFactory factory = new DefaultDirectoryServiceFactory();
        factory.init("rig");
        DirectoryService service = factory.getDirectoryService();
        service.setInstanceLayout(new InstanceLayout(instance.toFile()));
        service.setAllowAnonymousAccess(true);
        service.getChangeLog().setEnabled(false);
        Partition partition = factory.getPartitionFactory()
                .createPartition(
                        service.getSchemaManager(),
                        service.getDnFactory(),
                        "example",
                        BASE,
                        100,
                        instance.resolve("example").toFile());
        partition.initialize();
        service.addPartition(partition);
        add(service, BASE, "objectClass: domain", "dc: example");
        add(service, READER, "objectClass: person", "cn: reader", "sn: reader", "userPassword: " + PASSWORD);
        return service;
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    private static void add(DirectoryService service, String name, String... lines) throws Exception {
        Entry entry = new DefaultEntry(service.getSchemaManager(), new Dn(service.getSchemaManager(), name));
        for (String line : lines) {
            int colon = line.indexOf(": ");
            entry.add(line.substring(0, colon), line.substring(colon + 2));
        }
        service.getAdminSession().add(entry);
    }

    /** Adds a person with these attributes, each as {@code name: value}. */
    void add(String... attributes) throws Exception {
        String name = "cn=e" + entries.size() + "," + BASE;
        List<String> lines = new ArrayList<>(List.of("objectClass: inetOrgPerson", "cn: e" + entries.size(), "sn: x"));
        lines.addAll(List.of(attributes));
        add(service, name, lines.toArray(String[]::new));
        entries.add(new Dn(service.getSchemaManager(), name));
    }

    /** Takes all persons away. */
    void clear() throws Exception {
        for (Dn entry : entries) {
            service.getAdminSession().delete(entry);
        }
        entries.clear();
    }

    Front front() {
        return front;
    }

    /** The same directory with a certificate for another name. */
    Front misnamed() {
        return misnamed;
    }

    void close() throws Exception {
        front.server().stop();
        misnamed.server().stop();
        service.shutdown();
    }
}
