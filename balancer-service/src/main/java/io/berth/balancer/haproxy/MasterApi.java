package io.berth.balancer.haproxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The socket of HAProxy's master process (management guide, 9.4): reloads, and workers that a reload left behind. */
public final class MasterApi {
    /** A reload that cannot bind tries again for two seconds; one with thousands of servers takes its time too. */
    private static final Duration RELOAD = Duration.ofSeconds(30);

    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final Pattern REFUSED_BIND =
            Pattern.compile("for frontend (\\S+?): protocol \\S+: (cannot [^(\\n]*\\([^)]*\\)) for \\[([^\\]]*)\\]");

    private final ProxySocket socket;

    public MasterApi(ProxyFiles files) {
        this.socket = ProxySocket.ofMaster(files.masterSocket());
    }

    /** Starts a worker with the file as it is now; connections and servers' states stay. */
    public Reload reload() {
        var answer = socket.ask("reload", RELOAD);
        if (answer.startsWith("Success=1")) {
            return new Reload(true, List.of(), "");
        }
        var refused = new ArrayList<RefusedBind>();
        var found = REFUSED_BIND.matcher(answer);
        while (found.find()) {
            refused.add(new RefusedBind(found.group(1), found.group(3) + ": " + found.group(2)));
        }
        return new Reload(false, List.copyOf(refused), alerts(answer));
    }

    /** Workers of earlier configurations that still finish something. */
    public List<OldWorker> oldWorkers() {
        var found = new ArrayList<OldWorker>();
        for (long worker : oldWorkerPids()) {
            var answer = socket.ask("@!" + worker + " show stat", DEADLINE);
            // One that ended meanwhile has nothing to say.
            if (answer.startsWith("# ")) {
                found.add(new OldWorker(worker, StatsCsv.parse(answer)));
            }
        }
        return List.copyOf(found);
    }

    private List<Long> oldWorkerPids() {
        var pids = new ArrayList<Long>();
        boolean old = false;
        for (String line : socket.ask("show proc", DEADLINE).split("\n")) {
            if (line.startsWith("#")) {
                old = line.startsWith("# old workers");
            } else if (old && !line.isBlank()) {
                pids.add(Long.parseLong(line.strip().split("\\s+")[0]));
            }
        }
        return pids;
    }

    private static String alerts(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("[ALERT]"))
                .map(line -> line.replaceFirst("^\\[ALERT]\\s+\\(\\d+\\) : ", ""))
                .reduce((first, second) -> first + "; " + second)
                .orElse(answer.strip());
    }

    /**
     * @param refused listening addresses that the system did not give
     * @param message HAProxy's own, empty after a success
     */
    public record Reload(boolean done, List<RefusedBind> refused, String message) {}

    /** @param reason {@code 127.0.0.1:80: cannot bind socket (Address already in use)} */
    public record RefusedBind(String frontend, String reason) {}
}
