package io.berth.cli.status;

import java.util.List;

/** Health as a table for people. Pure. */
final class StatusTable {
    private StatusTable() {}

    static String of(List<ServiceHealth> services) {
        var table = new StringBuilder();
        table.append(String.format("%-10s %-12s %-28s %8s  %s%n", "SERVICE", "STATUS", "ADDRESS", "ANSWER", "FAILING"));
        for (var service : services) {
            table.append(String.format(
                    "%-10s %-12s %-28s %5d ms  %s%n",
                    service.service(),
                    service.status(),
                    service.address(),
                    service.latencyMs(),
                    service.failing().isEmpty() ? "-" : String.join(", ", service.failing())));
        }
        return table.toString();
    }
}
