package io.berth.balancer.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatsCsvTest {
    private static final String HEADER =
            "# pxname,svname,qcur,scur,stot,bin,bout,econ,wretr,wredis,status,weight,lastchg,rate,check_status,check_code,"
                    + "hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,req_rate,req_tot,mode,\n";

    @Test
    void columnsAreFoundByTheirNames() {
        var stats = StatsCsv.parse(HEADER
                + "lis_1,FRONTEND,,3,40,10,20,,,,OPEN,,,5,,,0,90,0,7,3,12,100,http,\n"
                + "pool_1,tgt_1,1,2,60,10,20,1,4,2,UP,25,9,6,L7OK,200,0,55,0,3,2,,60,http,\n"
                + "pool_1,BACKEND,3,2,99,10,20,1,4,2,UP,25,9,6,,,0,90,0,7,3,,98,http,\n");

        var server = stats.server("pool_1", "tgt_1").orElseThrow();
        assertThat(server.up()).isTrue();
        assertThat(server.checkPassed()).isTrue();
        assertThat(server.checkDetail()).isEqualTo("L7OK 200");
        assertThat(server.sessions()).isEqualTo(2);
        assertThat(server.redispatches()).isEqualTo(2);
        assertThat(server.statuses().serverError()).isEqualTo(2);
        assertThat(stats.backend("pool_1").orElseThrow().requests()).isEqualTo(98);
        assertThat(stats.hasFrontend("lis_1")).isTrue();
    }

    @Test
    void aServerOfWhichNoCheckWasMadeHasNotPassed() {
        var row = StatsCsv.parse(HEADER + server("DRAIN 1/3", "INI")).servers().getFirst();

        assertThat(row.draining()).isTrue();
        assertThat(row.checkPassed()).isFalse();
    }

    @Test
    void aCheckUnderWayDoesNotHideTheLastOne() {
        assertThat(StatsCsv.parse(HEADER + server("UP", "* L7OK"))
                        .servers()
                        .getFirst()
                        .checkPassed())
                .isTrue();
    }

    @Test
    void aServerThatIsDownShowsThatItIsDrainedOnlyInItsState() {
        var stats = StatsCsv.parse(HEADER + server("DOWN", "L4CON"))
                .with(ServerState.parse("1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state\n"
                        + "7 pool_1 9 tgt_1 127.0.0.1 0 8 100 100 3\n"));

        var row = stats.servers().getFirst();
        assertThat(row.draining()).isTrue();
        assertThat(row.maintenance()).isFalse();
        assertThat(row.up()).isFalse();
    }

    @Test
    void aServerWrittenAsDisabledIsInMaintenanceOnlyUntilItIsChecked() {
        var disabled = ServerState.parse("1\n7 pool_1 9 tgt_1 127.0.0.1 0 5 100 100 3\n");
        var checked = ServerState.parse("1\n7 pool_1 9 tgt_1 127.0.0.1 0 12 100 100 3\n");

        assertThat(disabled.get("pool_1/tgt_1").maintenance()).isTrue();
        assertThat(checked.get("pool_1/tgt_1").maintenance()).isFalse();
        assertThat(checked.get("pool_1/tgt_1").draining()).isTrue();
    }

    @Test
    void anAnswerThatIsNoTableIsRefused() {
        assertThatThrownBy(() -> StatsCsv.parse("Unknown command")).isInstanceOf(ProxyRefusal.class);
    }

    private static String server(String status, String check) {
        return "pool_1,tgt_1,0,0,0,0,0,0,0,0," + status + ",25,9,0," + check + ",,0,0,0,0,0,,0,http,\n";
    }
}
