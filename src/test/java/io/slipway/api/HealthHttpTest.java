package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

@SlipwayTest
class HealthHttpTest {

    @Value("${local.server.port}")
    int port;

    @Value("${local.management.port}")
    int managementPort;

    Site site;
    Site management;

    @BeforeEach
    void connect() {
        site = Site.on(port);
        management = Site.on(managementPort);
        // the first check runs beside the start
        await().until(() -> site.get("/readyz").statusCode() == 200);
    }

    @Test
    void saysYesToBalancersWithoutDetails() {
        assertThat(site.get("/livez").body()).isEqualTo("live\n");
        assertThat(site.get("/readyz").body()).isEqualTo("ready\n");
    }

    @Test
    void namesThePartsOnTheManagementPort() {
        assertThat(management.get("/livez").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(management.get("/readyz").body())
                .startsWith("{\"status\":\"UP\"")
                .contains(
                        "\"clock\":{\"status\":\"UP\"}",
                        "\"database\":{\"status\":\"UP\"}",
                        "\"storage\":{\"status\":\"UP\"}");
    }

    @Test
    void givesMetricsOnTheManagementPort() {
        assertThat(management.get("/metrics").body())
                .contains("jvm_memory_used_bytes", "hikaricp_connections", "slipway_clock_offset_seconds");
    }

    @Tag("I1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/metrics",
                "/prometheus",
                "/env",
                "/health",
                "/heapdump",
                "/cloudfoundryapplication",
                "/livez/x",
                "/readyz/database"
            })
    void hidesEverythingElseOfTheActuator(String path) {
        assertThat(site.get(path).statusCode()).isEqualTo(404);
    }

    @Tag("I1")
    @ParameterizedTest
    @ValueSource(strings = {"/", "/actuator", "/env", "/health", "/heapdump", "/prometheus", "/v2/", "/api/v1/me"})
    void offersNothingElseOnTheManagementPort(String path) {
        assertThat(management.get(path).statusCode()).isEqualTo(404);
    }
}
