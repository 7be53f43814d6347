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

/** What a repository offers: tags (end-8) and referrers (end-12). */
@Path("/v2")
@OciRegistry
@PermitAll
@RunOnVirtualThread
public class DiscoveryResource {
    private final TagService tags;
    private final ManifestService manifests;

    DiscoveryResource(TagService tags, ManifestService manifests) {
        this.tags = tags;
        this.manifests = manifests;
    }

    record TagList(String name, List<String> tags) {}

    record ReferrerList(int schemaVersion, String mediaType, List<Referrer> manifests) {}

    @GET
    @Path("/{name:.+}/tags/list")
    @Requires(Action.PULL)
    public Response tags(@PathParam("name") String name, @QueryParam("n") String n, @QueryParam("last") String last) {
        var repository = RepositoryName.parse(name);
        int wanted = count(n);
        var found = tags.names(repository, last == null ? "" : last, wanted);
        var response = Response.ok(new TagList(name, found.names()), MediaType.APPLICATION_JSON_TYPE);
        if (found.more()) {
            var after = URLEncoder.encode(found.names().getLast(), StandardCharsets.UTF_8);
            response.header(
                    "Link", "</v2/" + repository + "/tags/list?n=" + wanted + "&last=" + after + ">; rel=\"next\"");
        }
        return response.build();
    }

    @GET
    @Path("/{name:.+}/referrers/{digest}")
    @Requires(Action.PULL)
    public Response referrers(
            @PathParam("name") String name,
            @PathParam("digest") String digest,
            @QueryParam("artifactType") String artifactType) {
        var filter = Optional.ofNullable(artifactType).filter(type -> !type.isEmpty());
        var found = manifests.referrers(RepositoryName.parse(name), Digest.parse(digest), filter);
        var response = Response.ok(new ReferrerList(2, MediaTypes.OCI_INDEX, found))
                .header("Content-Type", MediaTypes.OCI_INDEX);
        filter.ifPresent(type -> response.header("OCI-Filters-Applied", "artifactType"));
        return response.build();
    }

    private static int count(String n) {
        if (n == null) {
            return TagService.MOST;
        }
        try {
            int count = Integer.parseInt(n);
            if (count >= 0) {
                return Math.min(count, TagService.MOST);
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
