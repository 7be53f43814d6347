package io.berth.e2e;

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
                    Checkout.root().resolve("deploy/demo").toString());
            docker.run("push", "--quiet", reference);
            pushed = true;
        }
        return IMAGE;
    }
}
