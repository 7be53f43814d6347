package io.berth.scaler.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.engine.ContainerSpec;
import io.berth.engine.EngineException;
import io.berth.engine.GuardRails;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.Owner;
import io.berth.engine.VolumeMount;
import io.berth.scaler.ScalerConfig;
import io.berth.web.FieldError;
import io.berth.web.MergePatch;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** What a specification must satisfy beyond its fields' own constraints. */
@ApplicationScoped
class GroupRules {
    private final ScalerConfig config;
    private final Hosts hosts;
    private final MergePatch patches;

    GroupRules(ScalerConfig config, Hosts hosts, MergePatch patches) {
        this.config = config;
        this.hosts = hosts;
        this.patches = patches;
    }

    /** @throws ProblemException 400 or 422 when the patch cannot be applied, or touches what is fixed */
    GroupSpec patched(GroupSpec current, JsonNode patch) {
        var wanted = patches.apply(patch, current, GroupSpec.class);
        if (!wanted.name().equals(current.name())) {
            throw refused(ScalerError.GROUP_NAME_FIXED, "name", "must stay " + current.name());
        }
        if (!Objects.equals(wanted.pool(), current.pool())) {
            throw refused(ScalerError.GROUP_POOL_FIXED, "pool", "must stay " + current.pool());
        }
        // A new min or max moves desired along, unless the caller says where it should be.
        int nearest = Math.max(wanted.min(), Math.min(wanted.max(), wanted.desired()));
        return patch.has("desired") ? wanted : wanted.withDesired(nearest);
    }

    /** @throws ProblemException 422 with the reason */
    void check(GroupSpec spec, String project) {
        sizes(spec);
        if (spec.pool() != null && spec.template().port() == null) {
            throw refused(
                    ScalerError.GROUP_PORT_MISSING, "template.port", "is required because the group joins a pool");
        }
        mounts(spec, project);
        image(spec.template().image(), project);
        zones(spec.zones());
    }

    private static void sizes(GroupSpec spec) {
        if (spec.min() > spec.max()) {
            throw refused(ScalerError.GROUP_SIZES_INVALID, "max", "must not be below min (%d)".formatted(spec.min()));
        }
        if (spec.desired() < spec.min() || spec.desired() > spec.max()) {
            throw refused(
                    ScalerError.GROUP_SIZES_INVALID,
                    "desired",
                    "must be between min (%d) and max (%d)".formatted(spec.min(), spec.max()));
        }
    }

    /** Held to the engine's own rules, so that a user learns of them now and not from failed launches. */
    private static void mounts(GroupSpec spec, String project) {
        var wanted = spec.template().mounts().stream()
                .map(mount -> new VolumeMount("volume-" + mount.volume(), mount.path(), mount.readOnly()))
                .toList();
        var owner = new Owner(project, "instance", spec.name(), spec.name(), 0);
        try {
            GuardRails.check(new ContainerSpec(
                    owner, "berth-check", "check", null, null, null, null, wanted, null, null, null, false, null));
        } catch (EngineException refused) {
            throw new ProblemException(
                    ScalerError.MOUNT_INVALID,
                    "Instances cannot have these mounts: %s.".formatted(refused.getMessage()),
                    "Mount each volume at an absolute path of its own.",
                    List.of(new FieldError("template.mounts", refused.getMessage())));
        }
    }

    private void image(String text, String project) {
        var reference = ImageReference.parse(text, config.registry().address());
        if (reference instanceof ImageReference.Own own && !own.project().equals(project)) {
            throw new ProblemException(
                    ScalerError.IMAGE_OF_OTHER_PROJECT,
                    "The image %s does not belong to project %s.".formatted(text, project),
                    "Push it to %s/… , or name another registry's host.".formatted(project),
                    List.of(new FieldError("template.image", "must be a repository of project " + project)));
        }
    }

    private void zones(List<String> wanted) {
        var known = hosts.all().stream().map(Host::zone).distinct().toList();
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.contains(wanted.get(i))) {
                throw refused(ScalerError.ZONE_UNKNOWN, "zones[%d]".formatted(i), "must be one of " + known);
            }
        }
    }

    private static ProblemException refused(ScalerError code, String field, String message) {
        return new ProblemException(code, field + " " + message + ".", "", List.of(new FieldError(field, message)));
    }
}
