package io.berth.scaler.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String REGISTRY = "127.0.0.1:5000";

    @Test
    void withoutAHostItIsARepositoryOfBerthsRegistry() {
        assertThat(parse("shop/web/front:1.2"))
                .isEqualTo(new ImageReference.Own("127.0.0.1:5000/shop/web/front:1.2", "shop/web/front", "1.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5000/shop/web:1", "localhost:5000/shop/web:1", "127.0.0.53:5000/shop/web:1"})
    void noSpellingOfBerthsRegistryGetsAroundTheProject(String spelling) {
        assertThat(parse(spelling)).isEqualTo(new ImageReference.Own("127.0.0.1:5000/shop/web:1", "shop/web", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io/library/nginx:1.29", "registry.lan:5000/team/app", "localhost:9999/x/y:1"})
    void anotherHostPassesThrough(String reference) {
        assertThat(parse(reference)).isEqualTo(new ImageReference.Foreign(reference));
    }

    @Test
    void aDigestIsKept() {
        var digest = "@sha256:" + "a".repeat(64);
        assertThat(parse("shop/web" + digest).pullable()).isEqualTo("127.0.0.1:5000/shop/web" + digest);
    }

    @Test
    void aDigestCountsMoreThanATagAndNothingMeansLatest() {
        var digest = "sha256:" + "a".repeat(64);
        assertThat(own("shop/web:1@" + digest).reference()).isEqualTo(digest);
        assertThat(own("shop/web").reference()).isEqualTo("latest");
        assertThat(own("shop/web").project()).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "nginx:1",
                "sha256:0123456789abcdef",
                "shop/../other/web:1",
                "shop//web",
                "/shop/web",
                "Shop/web",
                "shop/web:",
                "shop/web:1 --privileged",
                "shop/web@sha256:short",
                "http://host/x",
                "docker.io/"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ProblemException.class);
    }

    private static ImageReference.Own own(String text) {
        return (ImageReference.Own) parse(text);
    }

    private static ImageReference parse(String text) {
        return ImageReference.parse(text, REGISTRY);
    }
}
