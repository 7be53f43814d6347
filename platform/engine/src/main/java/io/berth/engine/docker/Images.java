package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import io.berth.engine.RegistryCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/** Images on one engine; they carry no owner. */
final class Images {

    boolean has(DockerClient client, String reference) {
        try {
            client.inspectImageCmd(reference).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    void pull(DockerClient client, String reference, RegistryCredentials credentials) {
        Progress progress = new Progress();
        try (progress) {
            request(client, reference, credentials).exec(progress).awaitCompletion();
        } catch (DockerException e) {
            throw Failures.pull(reference, Failures.words(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String error = progress.error.get();
        if (error != null) {
            throw Failures.pull(reference, error, null);
        }
    }

    private static PullImageCmd request(DockerClient client, String reference, RegistryCredentials credentials) {
        ImageReference image = ImageReference.parse(reference);
        PullImageCmd request = client.pullImageCmd(image.repository());
        if (!image.digest()) {
            // Without a tag the engine would pull every one there is.
            request.withTag(image.tag());
        }
        if (credentials != null) {
            request.withAuthConfig(new AuthConfig()
                    .withUsername(credentials.username())
                    .withPassword(credentials.password())
                    .withRegistryAddress(image.registry()));
        }
        return request;
    }

    /** A pull that fails half way says so in its progress, under status 200. */
    private static final class Progress extends ResultCallback.Adapter<PullResponseItem> {
        private final AtomicReference<String> error = new AtomicReference<>();

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null) {
                error.set(item.getErrorDetail().getMessage());
            }
        }
    }
}
