package org.waybill.queue.tables;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllSSLSocketVerifier;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.tables.LdapSearch.Encryption;
import org.waybill.queue.core.tables.LdapSearch.Server;

/**
 * Connections to directories, shared by all tables that ask the same server as the same user, and kept over revisions of
 * the configuration. Nothing is connected before the first question.
 */
public final class LdapConnections implements AutoCloseable {

    /** Of each server; a question waits until one is free. */
    private static final int CONNECTIONS = 8;

    /** Servers and users of which none is asked any more make place for others. */
    private static final int MOST_POOLS = 16;

    private static final int PATIENCE_MILLIS = 5000;

    private static final long MOST_AGE_MILLIS = 10L * 60 * 1000;

    private final Map<Asker, LDAPConnectionPool> pools = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Who asks whom.
     *
     * @param name a distinguished name, empty for nobody
     */
    record Asker(Server server, String name, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Asker[server=" + server + ", name=" + name + "]";
        }
    }

    /**
     * The connections of an asker.
     *
     * @throws LDAPException if there can be none
     * @throws IOException if the file of the authorities cannot be read
     * @throws GeneralSecurityException if it cannot be used
     */
    synchronized LDAPConnectionPool pool(Asker asker) throws LDAPException, IOException, GeneralSecurityException {
        LDAPConnectionPool known = pools.get(asker);
        if (known != null) {
            return known;
        }
        LDAPConnectionPool made = make(asker);
        pools.put(asker, made);
        if (pools.size() > MOST_POOLS) {
            Iterator<LDAPConnectionPool> eldest = pools.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
        return made;
    }

    private static LDAPConnectionPool make(Asker asker) throws LDAPException, IOException, GeneralSecurityException {
        Server server = asker.server();
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(PATIENCE_MILLIS);
        options.setResponseTimeoutMillis(PATIENCE_MILLIS);
        options.setFollowReferrals(false);
        options.setSSLSocketVerifier(
                server.verified() ? new HostNameSSLSocketVerifier(true) : TrustAllSSLSocketVerifier.getInstance());
        SingleServerSet servers = server.encryption() == Encryption.LDAPS
                ? new SingleServerSet(server.host(), server.port(), tls(server).getSocketFactory(), options)
                : new SingleServerSet(server.host(), server.port(), options);
        @Nullable
        PostConnectProcessor afterwards =
                server.encryption() == Encryption.STARTTLS ? new StartTLSPostConnectProcessor(tls(server)) : null;
        @Nullable
        BindRequest bind = asker.name().isEmpty() ? null : new SimpleBindRequest(asker.name(), asker.password());
        LDAPConnectionPool pool = new LDAPConnectionPool(servers, bind, 0, CONNECTIONS, afterwards);
        pool.setCreateIfNecessary(false);
        pool.setMaxWaitTimeMillis(PATIENCE_MILLIS);
        pool.setMaxConnectionAgeMillis(MOST_AGE_MILLIS);
        // a connection that the server has closed meanwhile is no reason to fail
        pool.setRetryFailedOperationsDueToInvalidConnections(true);
        return pool;
    }

    private static SSLContext tls(Server server) throws IOException, GeneralSecurityException {
        if (!server.verified()) {
            return new SSLUtil(new TrustAllTrustManager()).createSSLContext();
        }
        if (server.ca().toString().isEmpty()) {
            return SSLContext.getDefault();
        }
        try {
            return new SSLUtil(new PEMFileTrustManager(server.ca().toFile())).createSSLContext();
        } catch (KeyStoreException e) {
            throw new IOException(server.ca() + " has no certificates that can be read", e);
        }
    }

    @Override
    public synchronized void close() {
        pools.values().forEach(LDAPConnectionPool::close);
        pools.clear();
    }
}
