package io.berth.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"default/app", "default/team/app", "p/a.b_c__d-e", "p/a---b", "team-1/x/y/z/0"})
    void aRepositoryIsAProjectAndAPath(String name) {
        assertThat(RepositoryName.parse(name).value()).isEqualTo(name);
    }

    @Test
    void theProjectIsTheFirstPart() {
        assertThat(RepositoryName.parse("team/a/b").project()).isEqualTo("team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "default/",
                "/app",
                "Default/app",
                "default/App",
                "default//app",
                "default/../x",
                "default/a..b",
                "default/-a",
                "default/a_",
                "default/a___b",
                "default/a b",
                "*/app",
                "default/a:b"
            })
    void otherTextIsNoName(String name) {
        assertThat(RepositoryName.tryParse(name)).isEmpty();
    }

    @Test
    void aNameIsNotEndless() {
        assertThat(RepositoryName.tryParse("p/" + "a".repeat(253))).isPresent();
        assertThat(RepositoryName.tryParse("p/" + "a".repeat(254))).isEmpty();
        assertThat(RepositoryName.tryParse("p/" + "a-".repeat(126))).isEmpty();
    }

    @Test
    void aNameWithoutAProjectIsRefusedInWordsThatHelp() {
        assertThatThrownBy(() -> RepositoryName.parse("app"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("default/app");
    }

    @Test
    void aReferenceWithAColonIsADigest() {
        var digest = "sha256:" + "a".repeat(64);
        assertThat(Reference.parse(digest)).isEqualTo(new Reference.ByDigest(Digest.parse(digest)));
        assertThat(Reference.parse("1.0")).isEqualTo(new Reference.Tag("1.0"));
        assertThat(Reference.parse("_" + "x".repeat(127))).isInstanceOf(Reference.Tag.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".x", "-x", "a b", "sha256:short", "x/y"})
    void otherTextIsNoReference(String text) {
        assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(RegistryException.class);
    }

    @Test
    void aTagHasAtMost128Characters() {
        assertThatThrownBy(() -> Reference.parse("x".repeat(129))).isInstanceOf(RegistryException.class);
    }
}
