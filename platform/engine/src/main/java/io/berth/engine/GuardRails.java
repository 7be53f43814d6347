package io.berth.engine;

import io.berth.engine.EngineException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What no spec may say. Every engine asks here before it creates or changes anything, so that there is one place to read
 * and to test. Most escapes have no field in a spec at all (privileged, devices, binds, host namespaces, sysctls, driver
 * options, published ports); this class closes those that hide in the value of a field.
 */
public final class GuardRails {

    private static final Pattern ENGINE_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");
    private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.@-]{0,31}");
    private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,252}[a-zA-Z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:/@-]{0,511}");
    private static final Pattern USER =
            Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,63}(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,63})?");
    private static final Pattern VARIABLE = Pattern.compile("[^=\\x00]+");
    private static final Pattern SIGNAL = Pattern.compile("(SIG)?[A-Z][A-Z0-9+-]{1,10}");

    /** Names with a meaning of their own to the engine: the host's stack, no stack, the network shared with strangers. */
    private static final Set<String> BUILT_IN_NETWORKS = Set.of("host", "none", "bridge", "default", "ingress", "nat");

    private static final Set<String> DRIVERS = Set.of("bridge", "overlay", "macvlan", "ipvlan");

    /** Where a mount would hide what the engine itself puts into a container, or the kernel's interfaces. */
    private static final List<String> RESERVED_PATHS =
            List.of("/proc", "/sys", "/dev", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf");

    private static final long SMALLEST_MEMORY = 6L << 20;
    private static final int MOST_PIDS = 32_768;

    private GuardRails() {}

    /** @throws EngineException REFUSED, with the reason */
    public static void check(ContainerSpec spec) {
        name(spec.engineName(), "container");
        image(spec.image());
        spec.networks().forEach(GuardRails::attachment);
        spec.mounts().forEach(mount -> {
            name(mount.volume(), "volume");
            path(mount.path());
        });
        require(
                spec.mounts().stream().map(VolumeMount::path).distinct().count()
                        == spec.mounts().size(),
                "two mounts at one path");
        environment(spec.env());
        noZeroBytes(spec.command());
        noZeroBytes(spec.entrypoint());
        require(spec.user() == null || USER.matcher(spec.user()).matches(), "not a user: " + spec.user());
        require(!spec.stopGrace().isNegative(), "negative stop grace");
        check(spec.limits());
        if (spec.healthCheck() != null) {
            require(!spec.healthCheck().command().isEmpty(), "a health check needs a command");
            require(spec.healthCheck().retries() > 0, "a health check needs at least one retry");
        }
    }

    /** @throws EngineException REFUSED, with the reason */
    public static void check(SystemSpec spec) {
        name(spec.engineName(), "container");
        image(spec.image());
        switch (spec) {
            case ProxySpec proxy -> {
                name(proxy.volume(), "volume");
                path(proxy.mountPath());
                proxy.networksOrEmptyForHost().forEach(GuardRails::network);
                require(
                        proxy.alias() == null || ALIAS.matcher(proxy.alias()).matches(),
                        "not an alias: " + proxy.alias());
                check(proxy.limits());
            }
            case ToolboxSpec tool -> {
                name(tool.volume(), "volume");
                tool(tool);
            }
            case FirewallSpec firewall -> tool(firewall);
            case FunctionInstanceSpec instance -> {
                network(instance.network());
                connection(List.of(instance.runtimeHost()), instance.ipv4());
                require(literal(instance.runtimeAddress()), "not an IPv4 address: " + instance.runtimeAddress());
                environment(instance.env());
                check(instance.limits());
            }
        }
    }

    private static void tool(ToolSpec spec) {
        noZeroBytes(spec.command());
        require(!spec.command().isEmpty(), "a tool needs a command");
        check(spec.limits());
    }

    /** @throws EngineException REFUSED, with the reason */
    public static void check(NetworkSpec spec) {
        network(spec.engineName());
        require(DRIVERS.contains(spec.driver()), "no such network driver: " + spec.driver());
        boolean onInterface = spec.driver().equals("macvlan") || spec.driver().equals("ipvlan");
        require(
                spec.parent() == null
                        || onInterface && INTERFACE.matcher(spec.parent()).matches(),
                "a parent interface is for macvlan and ipvlan: " + spec.parent());
        require(spec.mtu() == null || spec.mtu() >= 68 && spec.mtu() <= 65_535, "MTU out of range: " + spec.mtu());
        spec.subnets().forEach(GuardRails::subnet);
    }

    /** @throws EngineException REFUSED, with the reason */
    public static void check(VolumeSpec spec) {
        name(spec.engineName(), "volume");
        VolumeRails.check(spec.source());
    }

    /** Null is a default, zero and less would be "unlimited" to the engine. */
    public static void check(Limits limits) {
        require(limits.cpus() == null || limits.cpus() >= 0.01 && limits.cpus() <= 1024, "CPUs out of range");
        require(limits.memoryBytes() == null || limits.memoryBytes() >= SMALLEST_MEMORY, "less than 6 MiB of memory");
        require(limits.pids() == null || limits.pids() >= 1 && limits.pids() <= MOST_PIDS, "pids out of range");
    }

    /** @throws EngineException REFUSED, with the reason */
    public static void connection(List<String> aliases, String ipv4OrNull) {
        aliases.forEach(alias -> require(ALIAS.matcher(alias).matches(), "not an alias: " + alias));
        require(ipv4OrNull == null || literal(ipv4OrNull), "not an IPv4 address: " + ipv4OrNull);
    }

    /** @throws EngineException REFUSED, with the reason */
    public static void signal(String signal) {
        require(SIGNAL.matcher(signal).matches(), "not a signal: " + signal);
    }

    /** @throws EngineException REFUSED, with the reason */
    public static void image(String reference) {
        require(IMAGE.matcher(reference).matches(), "not an image reference: " + reference);
    }

    private static void attachment(NetworkAttachment attachment) {
        network(attachment.engineName());
        connection(attachment.aliases(), attachment.ipv4());
    }

    /** {@code container:<id>} and {@code host} are network modes to the engine, not networks. */
    private static void network(String engineName) {
        name(engineName, "network");
        require(!BUILT_IN_NETWORKS.contains(engineName), "not a network of Berth's: " + engineName);
    }

    /** A path or a {@code name:options} instead of a name would make a bind of a volume. */
    private static void name(String name, String what) {
        require(ENGINE_NAME.matcher(name).matches(), "not a " + what + " name: " + name);
    }

    private static void path(String path) {
        require(
                path.startsWith("/")
                        && path.length() > 1
                        && !path.contains(":")
                        && !path.contains(",")
                        && path.indexOf('\0') < 0
                        && List.of(path.split("/")).stream().noneMatch(part -> part.equals("..") || part.equals(".")),
                "not a path to mount at: " + path);
        String plain = path.replaceAll("/+", "/");
        require(
                RESERVED_PATHS.stream()
                        .noneMatch(reserved -> plain.equals(reserved) || plain.startsWith(reserved + "/")),
                "a reserved path: " + path);
    }

    private static void subnet(SubnetSpec subnet) {
        try {
            AddressRange range = new AddressRange(subnet.cidr());
            require(subnet.gateway() == null || range.contains(subnet.gateway()), "gateway outside " + subnet.cidr());
            require(
                    subnet.range() == null || range.covers(new AddressRange(subnet.range())),
                    "range outside " + subnet.cidr());
        } catch (IllegalArgumentException e) {
            throw new EngineException(Kind.REFUSED, "refused by a guard-rail: " + e.getMessage(), e);
        }
    }

    private static void environment(Map<String, String> env) {
        env.forEach((name, value) -> require(
                VARIABLE.matcher(name).matches() && value != null && value.indexOf('\0') < 0,
                "not an environment variable: " + name));
    }

    private static void noZeroBytes(List<String> arguments) {
        require(arguments.stream().noneMatch(argument -> argument.indexOf('\0') >= 0), "a zero byte in an argument");
    }

    private static boolean literal(String address) {
        try {
            return !new AddressRange(address + "/32").ipv6();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static void require(boolean fine, String reason) {
        if (!fine) {
            throw new EngineException(Kind.REFUSED, "refused by a guard-rail: " + reason);
        }
    }
}
