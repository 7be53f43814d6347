package io.berth.image.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.oci.RepositoryName;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final RepositoryName APP = RepositoryName.parse("default/app");

    private static Rights rights(String project, Rights.Role role) {
        return new Rights("somebody", project, role);
    }

    @Test
    void scopesRepeatAndMayShareAParameter() {
        var scopes = Scope.parseAll(
                List.of("repository:default/app:pull,push repository:default/b:pull", "repository:default/c:delete"));

        assertThat(scopes)
                .extracting(scope -> scope.repository().value())
                .containsExactly("default/app", "default/b", "default/c");
        assertThat(scopes.getFirst().actions()).containsExactly(Action.PULL, Action.PUSH);
    }

    @Test
    void whatIsNotUnderstoodIsNotAnError() {
        assertThat(Scope.parseAll(List.of("", "registry:catalog:*", "repository:host:5000/x:pull", "repository:")))
                .isEmpty();
        assertThat(Scope.parseAll(List.of("repository:default/app:pull,fly"))
                        .getFirst()
                        .actions())
                .containsExactly(Action.PULL);
    }

    @Test
    void aStarIsEveryAction() {
        assertThat(Scope.parseAll(List.of("repository:default/app:*"))
                        .getFirst()
                        .actions())
                .containsExactlyInAnyOrder(Action.values());
    }

    @Test
    void aRoleOpensItsOwnProjectOnly() {
        assertThat(AccessPolicy.allowed(rights("default", Rights.Role.VIEWER), "default"))
                .containsExactly(Action.PULL);
        assertThat(AccessPolicy.allowed(rights("default", Rights.Role.OPERATOR), "default"))
                .containsExactly(Action.PULL, Action.PUSH);
        assertThat(AccessPolicy.allowed(rights("default", Rights.Role.ADMIN), "default"))
                .containsExactly(Action.values());
        assertThat(AccessPolicy.allowed(rights("default", Rights.Role.NONE), "default"))
                .isEmpty();
        for (var role : Rights.Role.values()) {
            assertThat(AccessPolicy.allowed(rights("default", role), "other")).isEmpty();
        }
    }

    @Test
    void servicesPullEverywhereAndWriteNowhere() {
        assertThat(AccessPolicy.allowed(rights("*", Rights.Role.ADMIN), "other"))
                .containsExactly(Action.PULL);
        assertThat(AccessPolicy.allowed(rights("*", Rights.Role.NONE), "other")).isEmpty();
    }

    @Test
    void theLargestRoleCounts() {
        assertThat(Rights.Role.largestOf(Set.of("viewer", "operator"))).isEqualTo(Rights.Role.OPERATOR);
        assertThat(Rights.Role.largestOf(Set.of("admin", "viewer"))).isEqualTo(Rights.Role.ADMIN);
        assertThat(Rights.Role.largestOf(Set.of("stranger"))).isEqualTo(Rights.Role.NONE);
    }

    @Test
    void aGrantIsWhatWasAskedForAsFarAsTheRightsGo() {
        var asked = Scope.parseAll(List.of("repository:default/app:pull,push", "repository:other/app:pull"));
        var grant = RegistryGrant.of(rights("default", Rights.Role.VIEWER), asked);

        assertThat(grant.opens(APP, Action.PULL)).isTrue();
        assertThat(grant.opens(APP, Action.PUSH)).isFalse();
        assertThat(grant.opens(RepositoryName.parse("other/app"), Action.PULL)).isFalse();
        assertThat(grant.opens(RepositoryName.parse("default/b"), Action.PULL)).isFalse();
    }

    @Test
    void theChallengeLeadsBackToTheHostThatWasAsked() {
        var challenge = Challenge.bearer(
                URI.create("http://127.0.0.1:5000/v2/default/app/manifests/1"),
                new Scope(APP, EnumSet.of(Action.PULL, Action.PUSH)),
                false);

        assertThat(challenge)
                .isEqualTo("Bearer realm=\"http://127.0.0.1:5000/token\",service=\"berth\","
                        + "scope=\"repository:default/app:pull,push\"");
    }

    @Test
    void theLoginIsAnyNameWithATokenOrABearer() {
        assertThat(Credentials.fromHeader("Basic YmVydGg6dG9r")).hasValue("tok");
        assertThat(Credentials.fromHeader("bearer tok")).hasValue("tok");
        assertThat(Credentials.fromHeader("Basic %%%")).isEmpty();
        assertThat(Credentials.fromHeader("Basic YmVydGg6")).isEmpty();
        assertThat(Credentials.fromHeader("Digest x")).isEmpty();
        assertThat(Credentials.fromHeader(null)).isEmpty();
    }
}
