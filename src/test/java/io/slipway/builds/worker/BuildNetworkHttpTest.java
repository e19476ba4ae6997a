package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Repository;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Where the administrator lets Dockerfiles into the network.
@TestPropertySource(properties = "slipway.builds.network=open")
class BuildNetworkHttpTest extends BuildHttpBase {

    @Test
    @Tag("F10")
    void leadsNeitherToThisMachineNorToPrivateAddresses() throws Exception {
        String database =
                jdbc.sql("SELECT inet_server_port()::TEXT").query(String.class).single();
        String own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(address -> address.getHostAddress())
                .collect(Collectors.joining(" "));
        Repository repository = repository();
        Ended ended = build(repository, Map.of("Dockerfile", """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "--install", "-s", "/bin"]
                RUN ls /sys/class/net; ip route; cat /etc/resolv.conf
                RUN for a in %s 10.0.2.2 169.254.169.254; do for p in %s %d 22; do nc -w 2 $a $p < /dev/null && echo op''en $a $p; done; done; true
                """.formatted(own, database, port)), PLAN);
        String log = log(repository, 1);
        assertThat(ended.state()).as(log).isEqualTo("SUCCEEDED");
        assertThat(log)
                .contains("tap0", "default via 10.0.2.2", "nameserver 10.0.2.3")
                .doesNotContain("\nopen");
    }
}
