package io.berth.image.upload;

import io.berth.image.blob.BlobFileSweep;
import io.berth.image.blob.BlobsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes uploads that nobody continues, and files that a crash left without a row. */
@ApplicationScoped
class UploadJanitor {
    private static final Logger LOG = Logger.getLogger(UploadJanitor.class);

    private final UploadRepository uploads;
    private final UploadService service;
    private final BlobFileSweep files;
    private final BlobsConfig config;
    private final Clock clock;
    private ScheduledExecutorService timer;

    UploadJanitor(
            UploadRepository uploads, UploadService service, BlobFileSweep files, BlobsConfig config, Clock clock) {
        this.uploads = uploads;
        this.service = service;
        this.files = files;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var pause = config.sweepEvery().toMillis();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("upload-janitor").factory());
        var unused = timer.scheduleWithFixedDelay(this::sweepAndReport, pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** Uploads given up and files removed in one pass. */
    record Swept(int uploads, int files) {}

    Swept sweep() throws IOException {
        var limit = clock.instant().minus(config.abandonedAfter());
        int given = 0;
        for (var upload : uploads.untouchedSince(limit)) {
            if (service.giveUp(upload, limit)) {
                given++;
            }
        }
        return new Swept(given, files.removeOrphans(limit));
    }

    private void sweepAndReport() {
        try {
            var swept = sweep();
            if (swept.uploads() + swept.files() > 0) {
                LOG.infof("swept uploads=%d files=%d", swept.uploads(), swept.files());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("sweep of abandoned uploads failed; the next one tries again", e);
        }
    }
}
