package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The socket of one engine, and a client pinned to the API version that both sides know. The version is asked again after
 * a failure, because an engine may come back newer than it went.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Connection.class);
    private static final int MOST_CONNECTIONS = 128;

    /** No file: credentials that somebody keeps for their own docker client are not Berth's to send. */
    private static final String NO_DOCKER_CONFIG = "/nonexistent";

    private final String uri;
    private final DockerHttpClient http;
    private final ReentrantLock negotiating = new ReentrantLock();
    private volatile DockerClient pinned;

    /** @param socket path of a unix socket, or a URI such as {@code tcp://127.0.0.1:2375} */
    Connection(String socket) {
        this.uri = socket.contains("://") ? socket : "unix://" + socket;
        this.http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(uri))
                .maxConnections(MOST_CONNECTIONS)
                .build();
    }

    String uri() {
        return uri;
    }

    /** Blocks for a round trip when the version is not known. */
    DockerClient client() {
        DockerClient known = pinned;
        return known != null ? known : negotiate();
    }

    void forgetVersion() {
        pinned = null;
    }

    private DockerClient negotiate() {
        negotiating.lock();
        try {
            if (pinned == null) {
                Version engine = client(RemoteApiVersion.unknown()).versionCmd().exec();
                ApiVersion version = ApiVersion.between(engine.getApiVersion(), engine.getMinAPIVersion());
                LOG.infof("engine found socket=%s version=%s api=%s", uri, engine.getVersion(), version);
                pinned = client(RemoteApiVersion.create(version.major(), version.minor()));
            }
            return pinned;
        } finally {
            negotiating.unlock();
        }
    }

    private DockerClient client(RemoteApiVersion version) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(uri)
                .withDockerTlsVerify(false)
                .withDockerConfig(NO_DOCKER_CONFIG)
                .withApiVersion(version)
                .build();
        return DockerClientImpl.getInstance(config, http);
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
