package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every route of the API, for everybody. Which routes there are is asked of the program; who may use one is written
/// in [SiteTable], and a route that is not written there fails.
@SlipwayTest
@Tag("B1")
@Tag("B4")
@Tag("A17")
class SiteMatrixHttpTest {

    private static final AtomicInteger ROWS = new AtomicInteger();
    private static Optional<Cast> known = Optional.empty();

    @Autowired
    AutowireCapableBeanFactory beans;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    private Cast cast;

    @BeforeEach
    void gather() {
        cast = known.orElseGet(() -> {
            Cast made = new Cast();
            beans.autowireBean(made);
            known = Optional.of(made.gather("site"));
            return made;
        });
    }

    @AfterAll
    static void tell() {
        System.out.println("The authorisation matrix of the API has " + ROWS + " rows");
    }

    @Test
    void knowsEveryRoute() {
        Set<String> listed = new TreeSet<>();
        SiteTable.needs().keySet().forEach(key -> listed.add(key.replaceFirst("#.*", "")));
        Set<String> unknown = new TreeSet<>(routes());
        unknown.removeAll(listed);
        assertThat(unknown)
                .as("routes for which nobody has said who may use them")
                .isEmpty();
        Set<String> gone = new TreeSet<>(listed);
        gone.removeAll(routes());
        assertThat(gone).as("routes that are not there").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void answersAsTheTableSays(Part part) throws Exception {
        List<String> wrong = new ArrayList<>();
        SiteRequests requests = new SiteRequests(cast, port);
        for (Map.Entry<String, SiteTable.Need> entry : SiteTable.needs().entrySet()) {
            ROWS.incrementAndGet();
            String method = entry.getKey().split(" ")[0];
            String path = requests.path(entry.getKey().split(" ")[1], method);
            boolean may = SiteTable.may(part, entry.getValue());
            if (may && (!method.equals("GET") || entry.getValue() == SiteTable.Need.ANYBODY)) {
                // what somebody may change is changed by the tests of that resource
                continue;
            }
            HttpResponse<String> answer = requests.send(part, method, path);
            boolean refused = Set.of(401, 403, 404).contains(answer.statusCode());
            boolean nobody = part == Part.ANONYMOUS || part == Part.DISABLED;
            // what somebody without an account may not see is missing for them, as it is for others
            boolean hides = part == Part.ANONYMOUS && method.equals("GET");
            boolean absent = answer.statusCode() == 404 && entry.getKey().contains("{id}");
            boolean right = may
                    ? answer.statusCode() == 200 || absent
                    : nobody && !hides ? answer.statusCode() == 401 : refused;
            if (!right || answer.statusCode() >= 500) {
                wrong.add(
                        part + " " + entry.getKey() + " (" + path + "): " + answer.statusCode() + " " + answer.body());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private Set<String> routes() {
        Set<String> routes = new LinkedHashSet<>();
        for (RequestMappingInfo info : mappings.getHandlerMethods().keySet()) {
            for (String pattern : info.getPatternValues()) {
                if (pattern.startsWith("/api/v1")) {
                    info.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + pattern));
                }
            }
        }
        return routes;
    }
}
