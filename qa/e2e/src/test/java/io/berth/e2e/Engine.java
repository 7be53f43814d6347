package io.berth.e2e;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A look at the engine behind the suite's back, and a hand on its processes. */
final class Engine {

    private static final String MINE = "label=io.berth.installation=" + Suite.installation();

    /** Something that the suite made: its engine id and the labels that say for whom. */
    record Made(String engineId, String owner, String name, String project) {}

    private Engine() {}

    static List<Made> containers(String kind) {
        return made(
                "ps",
                "--all",
                "--no-trunc",
                "--filter",
                MINE,
                "--filter",
                "label=io.berth.kind=" + kind,
                "--format",
                "{{.ID}} {{.Label \"io.berth.owner\"}} {{.Label \"io.berth.name\"}} {{.Label \"io.berth.project\"}}");
    }

    /** Engine ids of those of a kind that run. */
    static Set<String> running(String kind) {
        return Set.copyOf(lines("ps", "--quiet", "--filter", MINE, "--filter", "label=io.berth.kind=" + kind));
    }

    static List<Made> networks() {
        return networks("network");
    }

    static List<Made> networks(String kind) {
        return made(
                "network",
                "ls",
                "--no-trunc",
                "--filter",
                MINE,
                "--filter",
                "label=io.berth.kind=" + kind,
                "--format",
                "{{.ID}} {{.Label \"io.berth.owner\"}} {{.Label \"io.berth.name\"}} {{.Label \"io.berth.project\"}}");
    }

    /** Volumes of the services' users; the engine knows a volume by its name. */
    static List<Made> volumes() {
        return made(
                "volume",
                "ls",
                "--filter",
                MINE,
                "--filter",
                "label=io.berth.kind=volume",
                "--format",
                "{{.Name}} {{.Label \"io.berth.owner\"}} {{.Label \"io.berth.name\"}} {{.Label \"io.berth.project\"}}");
    }

    /** Engine id of the only object of that owner. */
    static String only(List<Made> found, String owner) {
        List<Made> its =
                found.stream().filter(made -> made.owner().equals(owner)).toList();
        if (its.size() != 1) {
            throw new AssertionError("the engine has " + its.size() + " objects of " + owner + ": " + its);
        }
        return its.getFirst().engineId();
    }

    private static List<Made> made(String... arguments) {
        return lines(arguments).stream()
                .map(line -> line.split(" ", 4))
                .map(part -> new Made(part[0], part[1], part[2], part[3]))
                .toList();
    }

    /** The suite's own services, those that only prepare something included. */
    static List<String> services() {
        return lines(
                "ps",
                "--all",
                "--filter",
                "label=com.docker.compose.project=" + Suite.composeProject(),
                "--filter",
                "label=com.docker.compose.oneoff=False",
                "--format",
                "{{.Label \"com.docker.compose.service\"}}");
    }

    /** Container of one of the suite's own services. */
    static String serviceContainer(String service) {
        List<String> found = lines(
                "ps",
                "--all",
                "--quiet",
                "--no-trunc",
                "--filter",
                "label=com.docker.compose.project=" + Suite.composeProject(),
                "--filter",
                "label=com.docker.compose.service=" + service,
                "--filter",
                "label=com.docker.compose.oneoff=False");
        if (found.size() != 1) {
            throw new AssertionError("the suite has " + found.size() + " containers of the service " + service);
        }
        return found.getFirst();
    }

    /** Host pid of the container's first process; 0 when it does not run. */
    static long pid(String container) {
        return Long.parseLong(Commands.run("docker", "inspect", "--format", "{{.State.Pid}}", container));
    }

    /** Names of the networks that a container is on. */
    static List<String> networksOf(String container) {
        return lines(
                "inspect",
                "--format",
                "{{range $name, $_ := .NetworkSettings.Networks}}{{println $name}}{{end}}",
                container);
    }

    static String startedAt(String container) {
        return Commands.run("docker", "inspect", "--format", "{{.State.StartedAt}}", container);
    }

    /** SIGKILL by host pid: the engine sees a crash, not a wish to stop. */
    static void killProcess(long pid) {
        if (pid < 2) {
            throw new AssertionError("no process to kill: pid " + pid);
        }
        Commands.run("kill", "-9", Long.toString(pid));
    }

    /** Addresses of a service's container, one per network that it is on. */
    static List<String> addresses(String service) {
        return lines(
                "inspect",
                "--format",
                "{{range .NetworkSettings.Networks}}{{println .IPAddress}}{{end}}",
                serviceContainer(service));
    }

    /** SIGKILL to a container's first process; returns when the engine runs it again. */
    static void killService(String service) {
        killService(service, () -> {});
    }

    /** SIGKILL to a container's first process, then something else, then the engine runs it again. */
    static void killService(String service, Runnable whenDead) {
        String container = serviceContainer(service);
        String before = startedAt(container);
        long pid = pid(container);
        killProcess(pid);
        Eventually.within(20, service + " is dead", () -> ProcessHandle.of(pid).isEmpty());
        whenDead.run();
        Eventually.within(
                60,
                service + " runs again",
                () -> pid(container) > 1 && !startedAt(container).equals(before));
    }

    static void removeNetwork(String id) {
        Commands.run("docker", "network", "rm", id);
    }

    /** Runs SQL in one of the suite's databases, as the service that owns it, inside PostgreSQL's container. */
    static String sql(String database, String statement) {
        String postgres = serviceContainer("postgres");
        String password =
                Commands.run("docker", "exec", postgres, "cat", "/run/berth/secrets/" + database + ".password");
        return Commands.run(
                "docker",
                "exec",
                "--env",
                "PGPASSWORD=" + password,
                postgres,
                "psql",
                "--no-psqlrc",
                "-v",
                "ON_ERROR_STOP=1",
                "-AtX",
                "-h",
                "127.0.0.1",
                "-U",
                database,
                "-d",
                database,
                "-c",
                statement);
    }

    static List<String> lines(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        String out = Commands.run(command);
        return out.isEmpty() ? List.of() : Arrays.asList(out.split("\n"));
    }
}
