package io.berth.image.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** The descriptor of a manifest that names another as its subject (OCI Distribution, "Listing Referrers"). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Referrer(String mediaType, String digest, long size, String artifactType, Map<String, String> annotations) {}
