package io.berth.scaler.group;

import io.berth.web.ResourceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;

/**
 * What each instance is made from.
 *
 * @param image {@code default/app:1} of Berth's registry, or a reference that names another registry's host
 * @param command arguments; absent for the image's
 * @param entrypoint program and its first arguments; absent for the image's
 * @param port that the pool's requests go to; required with a pool
 * @param networks by name, the first one carries the pool's traffic; absent for the project's network {@code default}
 * @param mounts volumes of the project and where they are in each instance, which all share them
 * @param stopGrace from the stop signal to the kill, 10 s when absent
 * @param user as {@code docker run --user}
 */
public record Template(
        @NotBlank @Size(max = 512) String image,
        @Size(max = 256) List<@NotNull @Size(max = 8192) String> command,
        @Size(max = 256) List<@NotNull @Size(max = 8192) String> entrypoint,

        @Size(max = 256)
        Map<@Pattern(regexp = "[A-Za-z_][A-Za-z0-9_.-]{0,127}") String, @NotNull @Size(max = 32768) String> env,

        @Min(1) @Max(65535) Integer port,
        @Size(max = 8) List<@ResourceName String> networks,
        @Size(max = 32) List<@Valid Mount> mounts,
        @Valid Resources resources,
        @Valid Check healthCheck,
        @DurationMax(hours = 1) Duration stopGrace,
        Boolean readOnlyRoot,

        @Pattern(regexp = "[A-Za-z0-9_.-]{1,32}(:[A-Za-z0-9_.-]{1,32})?")
        String user) {

    /** Named when a template names none; made by network-service when a group needs it. */
    static final String DEFAULT_NETWORK = "default";

    public Template {
        command = command == null ? List.of() : List.copyOf(command);
        entrypoint = entrypoint == null ? List.of() : List.copyOf(entrypoint);
        env = env == null ? Map.of() : env;
        networks = networks == null || networks.isEmpty() ? List.of(DEFAULT_NETWORK) : networks;
        mounts = mounts == null ? List.of() : mounts;
        stopGrace = stopGrace == null ? Duration.ofSeconds(10) : stopGrace;
        readOnlyRoot = readOnlyRoot != null && readOnlyRoot;
    }

    /**
     * A volume in an instance.
     *
     * @param volume its name in the group's project
     * @param path absolute
     * @param readOnly false when absent
     */
    public record Mount(
            @ResourceName String volume,
            @NotBlank @Size(max = 4096) String path,
            Boolean readOnly) {
        public Mount {
            readOnly = readOnly != null && readOnly;
        }
    }

    /** What one instance may use; absent ones are the engine module's defaults: one core, 512 MiB, 512 processes. */
    public record Resources(
            @DecimalMin("0.01") @DecimalMax("256") Double cpus,
            @Min(6L << 20) Long memoryBytes,
            @Min(1) @Max(65536) Integer pids) {}

    /** A check that the engine runs inside the instance: program and arguments, never a shell line. */
    public record Check(
            @NotEmpty @Size(max = 64) List<@NotNull String> command,
            @DurationMax(hours = 1) Duration interval,
            @DurationMax(hours = 1) Duration timeout,
            @Min(1) @Max(100) Integer retries,
            @DurationMax(hours = 1) Duration startPeriod) {

        public Check {
            interval = interval == null ? Duration.ofSeconds(10) : interval;
            timeout = timeout == null ? Duration.ofSeconds(5) : timeout;
            retries = retries == null ? Integer.valueOf(3) : retries;
            startPeriod = startPeriod == null ? Duration.ofSeconds(0) : startPeriod;
        }
    }
}
