package io.berth.image.build;

import io.berth.image.access.Rights;
import io.berth.image.buildx.BuildEngine;
import io.berth.image.buildx.BuildException;
import io.berth.image.buildx.Dockerfile;
import io.berth.image.buildx.ReferencePolicy;
import io.berth.outbox.Origin;
import io.berth.web.Failure;
import io.berth.web.Ids;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Takes what is to be built, and refuses what cannot be, before anything is queued. */
@ApplicationScoped
class BuildIntake {
    private static final Logger LOG = Logger.getLogger(BuildIntake.class);
    private static final String DOCKERFILE = "Dockerfile";

    private final BuildFiles files;
    private final BuildForm form;
    private final BuildEngine engine;
    private final BuildsConfig config;
    private final Validator validator;

    BuildIntake(BuildFiles files, BuildForm form, BuildEngine engine, BuildsConfig config, Validator validator) {
        this.files = files;
        this.form = form;
        this.engine = engine;
        this.config = config;
        this.validator = validator;
    }

    /** Who asks, and when. */
    record Asker(Rights rights, Origin origin, Instant now) {}

    private interface Taking {
        Build take(String id) throws IOException;
    }

    /** A Dockerfile without a context. */
    Build dockerfile(CreateBuild wanted, Asker asker) {
        if (wanted.git() != null || wanted.ref() != null || wanted.subdirectory() != null) {
            throw new ProblemException(
                    BuildError.BUILD_GIT_UNSUPPORTED,
                    "Builds do not fetch from Git.",
                    "Check the repository out and send it as the context.");
        }
        if (wanted.dockerfile() == null || wanted.dockerfile().isBlank()) {
            throw ProblemException.invalidField("dockerfile", "must be the text of a Dockerfile");
        }
        return taken(id -> {
            long bytes = ContextArchive.ofDockerfile(wanted.dockerfile(), files.context(id));
            return build(id, wanted, DOCKERFILE, wanted.dockerfile(), bytes, asker);
        });
    }

    /** A form with a context, read while it arrives. */
    Build context(InputStream body, String contentType, Asker asker) {
        return taken(id -> {
            var sent = form.read(body, contentType, files.context(id));
            var violations = validator.validate(sent.wanted());
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
            var named = sent.wanted().dockerfile();
            var path = BuildRules.path(named == null || named.isEmpty() ? DOCKERFILE : named.replaceFirst("^\\./", ""));
            var text = ContextArchive.dockerfile(
                    files.context(id), path, config.context().asLongValue());
            return build(id, sent.wanted(), path, text, sent.contextBytes(), asker);
        });
    }

    /** What was stored of a build that is refused is gone with it. */
    private Build taken(Taking taking) {
        var id = Ids.next("bld");
        boolean taken = false;
        try {
            files.create(id);
            var build = taking.take(id);
            taken = true;
            return build;
        } catch (IOException | UncheckedIOException e) {
            LOG.errorf(e, "build=%s refused, its context cannot be kept", id);
            throw new ProblemException(
                            BuildError.BUILD_DISK_FULL,
                            "The disk of the image service does not take the context.",
                            "Make room on the volume that holds berth.builds.directory and send it again.")
                    .causedBy(e);
        } finally {
            if (!taken) {
                files.forget(id);
            }
        }
    }

    private Build build(String id, CreateBuild wanted, String path, String text, long bytes, Asker asker)
            throws IOException {
        var target = BuildRules.target(wanted.tag(), asker.origin().project());
        var recipe = BuildRules.recipe(wanted, path);
        recipe.platform().ifPresent(this::requirePlatform);
        Dockerfile.parse(text)
                .syntax()
                .flatMap(ReferencePolicy::frontendRefusal)
                .ifPresent(refusal -> {
                    throw new ProblemException(
                            BuildError.BUILD_FRONTEND_REFUSED, "The Dockerfile is refused: " + refusal + ".");
                });
        files.keepInput(id, new BuildFiles.Input(wanted.buildArgs(), text));
        return new Build(
                id,
                wanted.labels(),
                BuildStatus.QUEUED,
                null,
                Failure.NONE,
                target.repository(),
                target.tag(),
                recipe,
                bytes,
                asker.rights(),
                0,
                false,
                null,
                null,
                asker.now(),
                asker.now(),
                null,
                null,
                0,
                asker.origin());
    }

    private void requirePlatform(String platform) {
        String own;
        try {
            own = engine.platform();
        } catch (BuildException e) {
            throw new ProblemException(
                            BuildError.BUILD_ENGINE_UNAVAILABLE, "The engine does not say which platform it has.")
                    .causedBy(e);
        }
        if (!platform.equals(own)) {
            throw new ProblemException(
                    BuildError.BUILD_PLATFORM_UNSUPPORTED,
                    "The engine's builder makes images for %s alone.".formatted(own),
                    "Leave platforms out.");
        }
    }
}
