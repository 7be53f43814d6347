package io.berth.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's web app, built once and pushed into the suite's registry. */
final class SampleApp {

    /** As scaling groups name it. */
    static final String IMAGE = "default/e2e-app:1";

    private static boolean pushed;

    private SampleApp() {}

    static synchronized String pushed() {
        if (!pushed) {
            String reference = Suite.registry() + "/" + IMAGE;
            var docker = new DockerClient().login(Suite.adminToken());
            docker.run(
                    "build",
                    "--quiet",
                    "--build-arg",
                    "BASE=" + Suite.baseImage(),
                    "--tag",
                    reference,
                    context().toString());
            docker.run("push", "--quiet", reference);
            pushed = true;
        }
        return IMAGE;
    }

    /** Tests may be started in the checkout or in this module. */
    private static Path context() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path context = up.resolve("deploy/demo");
            if (Files.exists(context.resolve("Dockerfile"))) {
                return context;
            }
        }
        throw new IllegalStateException(
                "deploy/demo is not above " + Path.of("").toAbsolutePath());
    }
}
