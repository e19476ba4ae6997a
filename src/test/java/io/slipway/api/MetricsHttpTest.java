package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

@SlipwayTest
class MetricsHttpTest {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (slipway_\\w+?)(?:_max)? \\w+$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|(.+?)\\|");
    private static final Pattern NAME = Pattern.compile("`(slipway_\\w+)`");
    private static final String SOMETIMES = "Only where there is something to measure";

    @Value("${local.server.port}")
    int port;

    @Value("${local.management.port}")
    int managementPort;

    @BeforeEach
    void ask() {
        Site.on(port).get("/v2/");
    }

    @Test
    void givesWhatThePageTells() throws IOException {
        String page = Files.readString(Path.of("docs/metrics.md"));
        Set<String> given = names(TYPE.matcher(metrics()));
        Set<String> always = rows(page.substring(0, page.indexOf(SOMETIMES)));
        Set<String> told = rows(page);
        assertThat(given).containsAll(always);
        assertThat(told).containsAll(given);
    }

    @Test
    void alertsAndDashboardAskForWhatThePageTells() throws IOException {
        Set<String> told = rows(Files.readString(Path.of("docs/metrics.md")));
        for (String file : Set.of("helm/files/alerts.yml", "helm/files/dashboard.json")) {
            Set<String> asked = names(Pattern.compile("(slipway_[a-z_]+?)(?:_bucket|_count|_sum)?(?![a-z_])")
                    .matcher(Files.readString(Path.of(file))));
            assertThat(told).as(file).containsAll(asked);
        }
    }

    @Test
    void countsARefusalAsOne() {
        Site.on(port).get("/v2/");
        assertThat(metrics())
                .containsPattern("slipway_registry_request_seconds_count\\{endpoint=\"base\",method=\"GET\","
                        + "status=\"4xx\"\\} [1-9]")
                .contains("slipway_pulls_total{kind=\"manifest\"} 0.0");
    }

    @Tag("I1")
    @Test
    void namesNobody() {
        Site.on(port).get("/v2/secret-place/app/manifests/1");
        assertThat(metrics()).doesNotContain("secret-place");
    }

    private String metrics() {
        return Site.on(managementPort).get("/metrics").body();
    }

    private static Set<String> rows(String text) {
        return ROW.matcher(text)
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> NAME.matcher(cell).results().map(name -> name.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Matcher matcher) {
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
