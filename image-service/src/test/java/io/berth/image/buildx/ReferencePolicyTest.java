package io.berth.image.buildx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePolicyTest {
    private static final String REGISTRY = "127.0.0.1:5000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[internal] load metadata for 127.0.0.1:5000/other/app:1",
                "[1/3] FROM 127.0.0.1:5000/other/app:1@sha256:00",
                "[stage-1 1/3] FROM 127.0.0.1:5000/default-too/app",
                "FROM 127.0.0.1:5000/other/app:1",
                "docker-image://127.0.0.1:5000/other/app:1",
                "resolve image config for docker.io/somebody/frontend:1",
                "resolve image config for docker-image://docker.io/somebody/frontend:1",
                "resolve image config for 127.0.0.1:5000/default/frontend:1"
            })
    void anotherProjectsImagesAndForeignFrontendsAreRefused(String step) {
        assertThat(ReferencePolicy.refusal(step, REGISTRY, "default")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[internal] load metadata for 127.0.0.1:5000/default/app:1",
                "[1/3] FROM 127.0.0.1:5000/default/team/app:1@sha256:00",
                "[internal] load metadata for docker.io/library/debian:trixie",
                "FROM 127.0.0.1:5000/default/team/app:1",
                "[2/3] RUN echo FROM 127.0.0.1:5000/other/app",
                "resolve image config for docker.io/docker/dockerfile:1.7",
                "resolve image config for docker-image://docker.io/docker/dockerfile:1@sha256:00",
                "exporting to image"
            })
    void allElseMayBe(String step) {
        assertThat(ReferencePolicy.refusal(step, REGISTRY, "default")).isEmpty();
    }
}
