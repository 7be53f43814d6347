package io.berth.image.build;

import io.berth.image.buildx.BuildException;
import io.berth.image.manifest.ManifestService;
import io.berth.image.oci.Digest;
import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** What is written down of a build that ends: its row and fact, its last words, and what is thrown away. */
@ApplicationScoped
class BuildEnding {
    private static final Logger LOG = Logger.getLogger(BuildEnding.class);

    private final BuildRepository builds;
    private final BuildRecords records;
    private final BuildFiles files;
    private final ManifestService manifests;
    private final Clock clock;

    BuildEnding(
            BuildRepository builds, BuildRecords records, BuildFiles files, ManifestService manifests, Clock clock) {
        this.builds = builds;
        this.records = records;
        this.files = files;
        this.manifests = manifests;
        this.clock = clock;
    }

    boolean cancelRequested(String id) {
        return builds.find(id).map(Build::cancelRequested).orElse(true);
    }

    /** The client's word is not enough: the manifest has to be in this registry. */
    void requirePushed(Build build, String digest) throws BuildException {
        try {
            var unused = manifests.require(build.repository(), new Reference.ByDigest(Digest.parse(digest)));
        } catch (RegistryException e) {
            throw new BuildException(BuildException.Kind.PUSH, "the registry does not have " + digest);
        }
    }

    void record(Build build, Verdict verdict, BuildLogs.Writer log) {
        switch (verdict) {
            case Verdict.Succeeded(String digest) -> {
                log.lastWords("SUCCEEDED " + build.image() + " " + digest);
                records.succeeded(build, digest, clock.instant());
                ended(build, BuildStatus.SUCCEEDED.name(), log);
            }
            case Verdict.Failed failed -> {
                log.lastWords(failed.status() + " " + failed.reason());
                records.failed(build, failed);
                ended(build, failed.code().name(), log);
            }
            case Verdict.Interrupted() -> {
                log.lastWords("[interrupted: the service ends, the build starts again with it]");
                LOG.infof("event=build-interrupted build=%s", build.id());
            }
        }
    }

    private void ended(Build build, String how, BuildLogs.Writer log) {
        log.ended();
        files.forgetInput(build.id());
        LOG.infof("event=build-ended build=%s project=%s how=%s", build.id(), build.project(), how);
    }
}
