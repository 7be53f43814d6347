package io.berth.image.manifest;

import io.berth.image.access.Action;
import io.berth.image.access.OciRegistry;
import io.berth.image.access.Requires;
import io.berth.image.oci.Digest;
import io.berth.image.oci.MediaTypes;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** What a repository offers: tags (end-8) and referrers (end-12). */
@Path("/v2")
@OciRegistry
@PermitAll
@RunOnVirtualThread
public class DiscoveryResource {
    private final TagService tags;
    private final ReferrerService referrers;

    DiscoveryResource(TagService tags, ReferrerService referrers) {
        this.tags = tags;
        this.referrers = referrers;
    }

    record TagList(String name, List<String> tags) {}

    record ReferrerList(int schemaVersion, String mediaType, List<Referrer> manifests) {}

    @GET
    @Path("/{name:.+}/tags/list")
    @Requires(Action.PULL)
    public Response tags(@PathParam("name") String name, @QueryParam("n") String n, @QueryParam("last") String last) {
        var repository = RepositoryName.parse(name);
        int wanted = count(n, TagService.MOST);
        var found = tags.names(repository, last == null ? "" : last, wanted);
        var response = Response.ok(new TagList(name, found.names()), MediaType.APPLICATION_JSON_TYPE);
        if (found.more()) {
            var query = new StringJoiner("&").add("n=" + wanted);
            response.header(
                    "Link", next(repository + "/tags/list", query, found.names().getLast()));
        }
        return response.build();
    }

    @GET
    @Path("/{name:.+}/referrers/{digest}")
    @Requires(Action.PULL)
    public Response referrers(
            @PathParam("name") String name,
            @PathParam("digest") String digest,
            @QueryParam("artifactType") String artifactType,
            @QueryParam("n") String n,
            @QueryParam("last") String last) {
        var repository = RepositoryName.parse(name);
        var subject = Digest.parse(digest);
        var filter = Optional.ofNullable(artifactType).filter(type -> !type.isEmpty());
        int wanted = count(n, ReferrerService.MOST);
        var found = referrers.page(repository, subject, filter, last == null ? "" : last, wanted);
        var response = Response.ok(new ReferrerList(2, MediaTypes.OCI_INDEX, found.referrers()))
                .header("Content-Type", MediaTypes.OCI_INDEX);
        filter.ifPresent(type -> response.header("OCI-Filters-Applied", "artifactType"));
        if (found.more()) {
            var query = new StringJoiner("&").add("n=" + wanted);
            filter.ifPresent(type -> query.add("artifactType=" + encoded(type)));
            var path = repository + "/referrers/" + subject;
            response.header(
                    "Link", next(path, query, found.referrers().getLast().digest()));
        }
        return response.build();
    }

    /** Where the rest is (RFC 8288), with the filters of the request that it belongs to. */
    private static String next(String path, StringJoiner query, String last) {
        return "</v2/" + path + "?" + query.add("last=" + encoded(last)) + ">; rel=\"next\"";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static int count(String n, int most) {
        if (n == null) {
            return most;
        }
        try {
            int count = Integer.parseInt(n);
            if (count >= 0) {
                return Math.min(count, most);
            }
        } catch (NumberFormatException e) {
            throw notANumber();
        }
        throw notANumber();
    }

    private static RegistryException notANumber() {
        return new RegistryException(RegistryError.PAGINATION_NUMBER_INVALID, "n is a whole number from 0");
    }
}
