package io.berth.balancer.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code show stat} (management guide, 9.1 "CSV format"); columns are found by their names, not their places. */
final class StatsCsv {
    private static final String FRONTEND = "FRONTEND";
    private static final String BACKEND = "BACKEND";

    private StatsCsv() {}

    static Stats parse(String csv) {
        var lines = csv.strip().split("\n");
        if (!lines[0].startsWith("# ")) {
            throw new ProxyRefusal("show stat", csv.strip());
        }
        var columns = columns(lines[0].substring(2));
        var proxies = new ArrayList<ProxyRow>();
        var servers = new ArrayList<ServerRow>();
        for (int i = 1; i < lines.length; i++) {
            var row = new Row(columns, lines[i].split(",", -1));
            switch (row.text("svname")) {
                case FRONTEND -> proxies.add(proxy(row, true));
                case BACKEND -> proxies.add(proxy(row, false));
                default -> servers.add(server(row));
            }
        }
        proxies.removeIf(proxy -> proxy.name().equals(HaproxyConfig.PROBE));
        return new Stats(List.copyOf(proxies), List.copyOf(servers));
    }

    private static Map<String, Integer> columns(String header) {
        var names = header.split(",");
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i], i);
        }
        return columns;
    }

    private static ProxyRow proxy(Row row, boolean frontend) {
        boolean http = row.text("mode").equals("http");
        return new ProxyRow(
                row.text("pxname"),
                frontend,
                row.number(http ? "req_tot" : "stot"),
                row.number("scur"),
                row.number("qcur"),
                row.number(http && frontend ? "req_rate" : "rate"),
                row.number("wretr"),
                row.number("wredis"),
                row.number("econ"),
                row.number("bin"),
                row.number("bout"),
                statuses(row));
    }

    private static ServerRow server(Row row) {
        // "MAINT", "MAINT (via …)", "DRAIN", "DRAIN 1/3", "UP", "UP 1/3", "DOWN", "DOWN 1/2", "no check"
        var status = row.text("status");
        // "* L7OK" while the next check is under way
        var check = row.text("check_status").replace("* ", "");
        return new ServerRow(
                row.text("pxname"),
                row.text("svname"),
                status.startsWith("MAINT"),
                status.startsWith("DRAIN"),
                status.startsWith("UP") || status.startsWith("DRAIN"),
                check,
                check.endsWith("OK"),
                detail(check, row),
                (int) row.number("weight"),
                row.number("scur"),
                row.number("qcur"),
                row.number("stot"),
                row.number("wretr"),
                row.number("wredis"),
                row.number("bin"),
                row.number("bout"),
                statuses(row),
                row.number("lastchg"));
    }

    /** What a connection met is said in words only; of an answer the code says it all. */
    private static String detail(String check, Row row) {
        var more = check.startsWith("L7") ? row.text("check_code") : row.text("last_chk");
        return (check + " " + more).strip();
    }

    private static StatusClasses statuses(Row row) {
        return new StatusClasses(
                row.number("hrsp_1xx"),
                row.number("hrsp_2xx"),
                row.number("hrsp_3xx"),
                row.number("hrsp_4xx"),
                row.number("hrsp_5xx"));
    }

    private record Row(Map<String, Integer> columns, String[] fields) {
        String text(String column) {
            var place = columns.get(column);
            return place == null || place >= fields.length ? "" : fields[place];
        }

        long number(String column) {
            var text = text(column);
            return text.isEmpty() ? 0 : Long.parseLong(text);
        }
    }
}
