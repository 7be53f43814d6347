package io.berth.e2e;

/** A volume of the suite, handled as an operator would: by a container of its own that mounts it. */
record SuiteVolume(String name) {

    static final SuiteVolume KAFKA = new SuiteVolume("kafka");
    static final SuiteVolume POSTGRES = new SuiteVolume("postgres");
    static final SuiteVolume PROXY = new SuiteVolume("proxy");

    /** Everything in it is lost. */
    void lose() {
        run("find /volume -mindepth 1 -delete");
    }

    /** Keeps its content of now beside it. */
    void save() {
        run("rm -rf /copy/content && mkdir /copy/content && cp -a /volume/. /copy/content");
    }

    /** Goes back to what was saved. */
    void restore() {
        run("test -d /copy/content && find /volume -mindepth 1 -delete && cp -a /copy/content/. /volume");
    }

    /** Removes what was saved. */
    void forget() {
        Commands.run("docker", "volume", "rm", "--force", copy());
    }

    private String copy() {
        return Suite.composeProject() + "_e2e-copy-of-" + name;
    }

    private void run(String script) {
        Commands.run(
                "docker",
                "run",
                "--rm",
                "--network",
                "none",
                "--user",
                "0:0",
                "--volume",
                Suite.composeProject() + "_" + name + ":/volume",
                "--volume",
                copy() + ":/copy",
                "--entrypoint",
                "sh",
                Suite.composeProject() + "/proxy",
                "-c",
                script);
    }
}
