package io.berth.image.access;

import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.outbox.Origin;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets a request on {@code /v2} through to its resource, or says why not. */
@ApplicationScoped
public class RegistryAccess {
    private final SecurityIdentity identity;
    private final LiveBuilds builds;

    RegistryAccess(SecurityIdentity identity, LiveBuilds builds) {
        this.identity = identity;
        this.builds = builds;
    }

    /** Asks for the action that the resource's method names. */
    @OciRegistry
    @ServerRequestFilter
    public void check(ResourceInfo resource, UriInfo uri) {
        var required = resource.getResourceMethod().getAnnotation(Requires.class);
        if (required == null) {
            throw new RegistryException(RegistryError.DENIED, "not open to anybody");
        }
        var name = uri.getPathParameters().getFirst("name");
        if (required.value().length == 0 || name == null) {
            requireToken(uri, null);
            return;
        }
        var wanted = EnumSet.of(required.value()[0], required.value());
        var repository = RepositoryName.tryParse(name);
        requireToken(
                uri, repository.map(known -> new Scope(known, asked(wanted))).orElse(null));
        require(uri, RepositoryName.parse(name), wanted);
    }

    /** Deleting by digest takes content away for everybody; deleting a tag only undoes what a push did. */
    public void requireDelete(UriInfo uri, RepositoryName repository, Reference reference) {
        require(uri, repository, EnumSet.of(reference instanceof Reference.Tag ? Action.PUSH : Action.DELETE));
    }

    /** Whether the caller's token opens this too; for requests that touch a second repository. */
    public boolean opens(RepositoryName repository, Action action) {
        return grant().opens(repository, action);
    }

    /** The repositories that the caller's token opens for pulling. */
    public List<RepositoryName> pullable() {
        return grant().access().keySet().stream()
                .map(RepositoryName::tryParse)
                .flatMap(Optional::stream)
                .filter(repository -> opens(repository, Action.PULL))
                .toList();
    }

    /** What a manifest is stored under: the tag that a build is meant for, where a build pushes it. */
    public Reference stored(Reference pushed) {
        return grant().builds().stream()
                .filter(build -> pushed instanceof Reference.Tag(String name) && name.equals(build.carrier()))
                .findFirst()
                .<Reference>map(build -> Reference.Tag.parse(build.tag()))
                .orElse(pushed);
    }

    /** Where the facts of a push come from: the build that pushes, else the request. */
    public Origin origin(Origin request) {
        return grant().builds().stream().findFirst().map(BuildGrant::origin).orElse(request);
    }

    private void require(UriInfo uri, RepositoryName repository, Set<Action> wanted) {
        var grant = grant();
        for (var action : wanted) {
            if (!grant.reachable(repository, action)) {
                throw new RegistryException(RegistryError.DENIED, refusal(grant.rights(), repository, action));
            }
            if (!grant.opens(repository, action)) {
                throw unauthorized(
                        "the token does not open this",
                        Challenge.bearer(uri.getRequestUri(), new Scope(repository, asked(wanted)), true));
            }
        }
    }

    private void requireToken(UriInfo uri, Scope scope) {
        if (!identity.getAttributes().containsKey(RegistryAuthentication.GRANT)) {
            throw unauthorized("log in with a Berth token", Challenge.bearer(uri.getRequestUri(), scope, false));
        }
        for (var build : grant().builds()) {
            if (!builds.running(build.build())) {
                throw unauthorized(
                        "the build that this token was made for has ended",
                        Challenge.bearer(uri.getRequestUri(), scope, false));
            }
        }
    }

    private RegistryGrant grant() {
        return identity.getAttribute(RegistryAuthentication.GRANT);
    }

    /** Clients that push also look at what is there. */
    private static Set<Action> asked(Set<Action> wanted) {
        var asked = EnumSet.copyOf(wanted);
        asked.add(Action.PULL);
        return asked;
    }

    private static RegistryException unauthorized(String message, String challenge) {
        return new RegistryException(RegistryError.UNAUTHORIZED, 401, message, Map.of("WWW-Authenticate", challenge));
    }

    private static String refusal(Rights rights, RepositoryName repository, Action action) {
        if (rights.project().equals(repository.project()) || rights.project().equals(Rights.EVERY_PROJECT)) {
            return "the role of this token does not allow to " + action.label();
        }
        return "this token is of project " + rights.project() + ", not of " + repository.project();
    }
}
