package io.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageReferenceTest {

    @Test
    void aReferenceIsTakenApartByTheGrammar() {
        assertThat(ImageReference.parse("127.0.0.1:5000/default/app:2"))
                .isEqualTo(new ImageReference("127.0.0.1:5000", "127.0.0.1:5000/default/app", "2", false));
        assertThat(ImageReference.parse("localhost/app"))
                .isEqualTo(new ImageReference("localhost", "localhost/app", "latest", false));
        assertThat(ImageReference.parse("berth/base:trixie"))
                .isEqualTo(new ImageReference("docker.io", "berth/base", "trixie", false));
        assertThat(ImageReference.parse("nginx")).isEqualTo(new ImageReference("docker.io", "nginx", "latest", false));
        assertThat(ImageReference.parse("r.example:5000/app@sha256:ab"))
                .isEqualTo(new ImageReference("r.example:5000", "r.example:5000/app@sha256:ab", "", true));
    }
}
