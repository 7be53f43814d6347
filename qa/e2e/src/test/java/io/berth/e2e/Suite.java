package io.berth.e2e;

import java.util.Locale;

/** The suite under test, as the environment names it. */
final class Suite {

    static final String PROJECT = "default";
    static final String OTHER_PROJECT = "other";

    private Suite() {}

    /** {@code network} to the address of network-service. */
    static String url(String service) {
        return required("BERTH_E2E_" + service.toUpperCase(Locale.ROOT) + "_URL");
    }

    /** Host and port of the registry, as the docker client names it. */
    static String registry() {
        return required("BERTH_E2E_REGISTRY");
    }

    /** Admin of project {@code default}. */
    static String adminToken() {
        return required("BERTH_E2E_TOKEN");
    }

    /** Viewer of project {@code default}. */
    static String viewerToken() {
        return required("BERTH_E2E_VIEWER_TOKEN");
    }

    /** Operator of project {@code other}. */
    static String otherToken() {
        return required("BERTH_E2E_OTHER_TOKEN");
    }

    /** Id in the labels of everything that the suite makes on the engine. */
    static String installation() {
        return required("BERTH_E2E_INSTALLATION");
    }

    /** Compose project of the suite. */
    static String composeProject() {
        return required("BERTH_E2E_PROJECT");
    }

    /** Image that the sample app is built on. */
    static String baseImage() {
        return required("BERTH_E2E_BASE");
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    name + " is not set: these tests need a running suite. ./berth test brings one up and runs them.");
        }
        return value.trim();
    }
}
