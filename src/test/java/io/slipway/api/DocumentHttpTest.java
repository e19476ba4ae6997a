package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SlipwayTest
class DocumentHttpTest {

    @Value("${local.server.port}")
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void hasEveryRouteOfTheApi() {
        HttpResponse<String> answer = Site.on(port).get("/api/openapi.json");
        Map<String, Map<String, Object>> paths = JsonPath.read(answer.body(), "$.paths");
        List<String> written = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream().map(method -> method + " " + path.getKey()))
                .toList();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(answer.body(), "$.openapi")).startsWith("3.1");
        assertThat(routes())
                .hasSizeGreaterThan(20)
                .allSatisfy(route -> assertThat(written).contains(route));
    }

    @Test
    void namesHowToSignInAndNoHost() {
        String document = Site.on(port).get("/api/openapi.json").body();

        assertThat(document)
                .contains("\"scheme\":\"basic\"", "\"scheme\":\"bearer\"")
                .doesNotContain("localhost");
        assertThat(Site.on(port).get("/v3/api-docs").statusCode()).isNotEqualTo(200);
    }

    @Test
    @Tag("G6")
    void hasAPageOfItsOwnWithoutForeignParts() {
        HttpResponse<String> answer = Site.on(port).get("/api/docs");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(answer.body())
                .contains("/api/v1/tokens/{id}/rotations")
                .doesNotContainPattern("(src|href)=\"https?://");
    }

    private List<String> routes() {
        return routes.getHandlerMethods().keySet().stream()
                .flatMap(route -> route.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1/"))
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name().toLowerCase(Locale.ROOT) + " " + path)))
                .flatMap(route -> Stream.of(route.replace("{*", "{")))
                .toList();
    }
}
