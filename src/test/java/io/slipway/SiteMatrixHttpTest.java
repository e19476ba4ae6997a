package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.Role;
import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.Cast.Place;
import io.slipway.testing.SlipwayTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
/// here, and a route that is not written here fails.
@SlipwayTest
@Tag("B1")
@Tag("B4")
@Tag("A17")
class SiteMatrixHttpTest {

    /// Who may.
    private enum Need {
        ANYBODY,
        SIGNED_IN,
        ME,
        SELF,
        ACCOUNT,
        OVERSEER,
        OVERSEER_OR_ADA,
        ADMINISTRATOR,
        MEMBER,
        OVERSEE_NAMESPACE,
        GOVERN,
        SEE_APP,
        OVERSEE_APP,
        MANAGE_APP
    }

    private static final AtomicInteger ROWS = new AtomicInteger();
    private static Optional<Cast> known = Optional.empty();

    private final HttpClient http = HttpClient.newHttpClient();

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
        needs().keySet().forEach(key -> listed.add(key.replaceFirst("#.*", "")));
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
        for (Map.Entry<String, Need> entry : needs().entrySet()) {
            ROWS.incrementAndGet();
            String method = entry.getKey().split(" ")[0];
            String path = path(entry.getKey().split(" ")[1], method);
            boolean may = may(part, entry.getValue());
            if (may && (!method.equals("GET") || entry.getValue() == Need.ANYBODY)) {
                // what somebody may change is changed by the tests of that resource
                continue;
            }
            HttpResponse<String> answer = send(part, method, path);
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

    private HttpResponse<String> send(Part part, String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body(method, path)));
        cast.login(part).ifPresent(login -> request.header("Authorization", basic(login)));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Well-formed, so that it is not the body that is refused.
    private static String body(String method, String path) {
        if (path.endsWith("/robots")) {
            return "{\"name\":\"fresh\"}";
        }
        if (method.equals("PATCH") && path.startsWith("/api/v1/repositories/")) {
            return "{\"description\":\"other\"}";
        }
        boolean factor = path.endsWith("/two-factor") && !method.equals("PUT");
        return factor ? "{\"password\":\"wrong\"}" : "{}";
    }

    private static String basic(Cast.Login login) {
        byte[] pair = (login.name() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
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

    /// Method and path below `/api/v1`; what follows a `#` stands below a repository.
    private static Map<String, Need> needs() {
        Map<Need, String> table = new EnumMap<>(Need.class);
        table.put(Need.ACCOUNT, """
                DELETE /me/logins
                DELETE /me/logins/{id}
                DELETE /me/sessions
                DELETE /me/sessions/{id}
                DELETE /me/two-factor
                DELETE /tokens/{id}
                PATCH /me
                PATCH /tokens/{id}
                POST /me/two-factor
                POST /me/two-factor/recovery-codes
                POST /tokens
                POST /tokens/{id}/rotations
                PUT /me/email
                PUT /me/password
                PUT /me/two-factor
                """);
        table.put(Need.ADMINISTRATOR, """
                DELETE /users/{name}
                DELETE /users/{name}/second-factor
                PATCH /users/{name}
                POST /users
                POST /users/{name}/password-links
                """);
        table.put(Need.ANYBODY, """
                GET /invitations/{token}
                GET /namespaces/{namespace}
                GET /namespaces/{namespace}/repositories
                GET /repositories
                POST /password-resets
                POST /sign-ups
                PUT /email-confirmations/{token}
                PUT /password-resets/{token}
                PUT /sign-ups/{token}
                """);
        table.put(Need.GOVERN, """
                DELETE /namespaces/{namespace}/default-grants/{kind}/{name}
                DELETE /namespaces/{namespace}/grants/{kind}/{name}
                DELETE /namespaces/{namespace}/robots/{robot}
                DELETE /namespaces/{namespace}/robots/{robot}/tokens/{id}
                DELETE /organisations/{namespace}/default-grants/{kind}/{name}
                DELETE /organisations/{namespace}/grants/{kind}/{name}
                DELETE /organisations/{namespace}/robots/{robot}
                DELETE /organisations/{namespace}/robots/{robot}/tokens/{id}
                DELETE /organisations/{org}
                DELETE /organisations/{org}/invitations/{id}
                DELETE /organisations/{org}/members/{user}
                DELETE /organisations/{org}/teams/{team}
                DELETE /organisations/{org}/teams/{team}/members/{user}
                PATCH /namespaces/{namespace}/robots/{robot}
                PATCH /namespaces/{namespace}/robots/{robot}/tokens/{id}
                PATCH /organisations/{namespace}/robots/{robot}
                PATCH /organisations/{namespace}/robots/{robot}/tokens/{id}
                PATCH /organisations/{org}
                PATCH /organisations/{org}/teams/{team}
                POST /namespaces/{namespace}/robots
                POST /namespaces/{namespace}/robots/{robot}/tokens
                POST /namespaces/{namespace}/robots/{robot}/tokens/{id}/secrets
                POST /organisations/{namespace}/robots
                POST /organisations/{namespace}/robots/{robot}/tokens
                POST /organisations/{namespace}/robots/{robot}/tokens/{id}/secrets
                POST /organisations/{org}/invitations
                POST /organisations/{org}/teams
                PUT /namespaces/{namespace}/default-grants/{kind}/{name}
                PUT /namespaces/{namespace}/grants/{kind}/{name}
                PUT /organisations/{namespace}/default-grants/{kind}/{name}
                PUT /organisations/{namespace}/grants/{kind}/{name}
                PUT /organisations/{org}/members/{user}
                PUT /organisations/{org}/teams/{team}/members/{user}
                """);
        table.put(Need.ME, "GET /me");
        table.put(Need.MANAGE_APP, """
                DELETE /repositories/{*rest}
                PATCH /repositories/{*rest}
                PUT /repositories/{*rest}
                """);
        table.put(Need.MEMBER, """
                GET /organisations/{org}
                GET /organisations/{org}/members
                GET /organisations/{org}/members/{user}
                GET /organisations/{org}/teams
                GET /organisations/{org}/teams/{team}
                GET /organisations/{org}/teams/{team}/members
                """);
        table.put(Need.OVERSEER, """
                GET /admin/audit
                GET /users
                """);
        table.put(Need.OVERSEER_OR_ADA, """
                GET /users/{name}
                GET /users/{name}/access
                """);
        table.put(Need.OVERSEE_APP, """
                GET /repositories/{*rest}#/-/access
                GET /repositories/{*rest}#/-/audit
                GET /repositories/{*rest}#/-/grants
                """);
        table.put(Need.OVERSEE_NAMESPACE, """
                GET /organisations/{org}/invitations
                GET /namespaces/{namespace}/default-grants
                GET /namespaces/{namespace}/grants
                GET /namespaces/{namespace}/robots
                GET /namespaces/{namespace}/robots/{robot}
                GET /namespaces/{namespace}/robots/{robot}/tokens
                GET /namespaces/{namespace}/robots/{robot}/tokens/{id}
                GET /organisations/{namespace}/default-grants
                GET /organisations/{namespace}/grants
                GET /organisations/{namespace}/robots
                GET /organisations/{namespace}/robots/{robot}
                GET /organisations/{namespace}/robots/{robot}/tokens
                GET /organisations/{namespace}/robots/{robot}/tokens/{id}
                GET /organisations/{name}/audit
                """);
        table.put(Need.SEE_APP, """
                GET /repositories/{*rest}
                GET /repositories/{*rest}#/-/tags
                """);
        table.put(Need.SELF, """
                GET /me/logins
                GET /me/sessions
                GET /me/two-factor
                GET /organisations
                GET /tokens
                GET /tokens/{id}
                """);
        table.put(Need.SIGNED_IN, """
                POST /organisations
                POST /repositories
                PUT /invitations/{token}
                """);
        Map<String, Need> needs = new TreeMap<>();
        table.forEach((need, lines) -> lines.lines().forEach(line -> needs.put(line.replace(" /", " /api/v1/"), need)));
        return needs;
    }

    private String path(String pattern, String method) {
        boolean reads = method.equals("GET");
        String below = pattern.contains("#") ? pattern.substring(pattern.indexOf('#') + 1) : "";
        String ofUsers = reads ? cast.login(Part.ADA).orElseThrow().name() : "nobody-here";
        return pattern.replaceFirst("#.*", "")
                .replace("{*rest}", cast.at(Place.APP) + (below.isEmpty() && !reads ? change(method) : below))
                .replace("{org}", cast.organisation())
                .replace("{namespace}", cast.organisation())
                .replace("/organisations/{name}", "/organisations/" + cast.organisation())
                .replace("/users/{name}", "/users/" + ofUsers)
                .replace("{user}", reads ? cast.login(Part.MEMBER).orElseThrow().name() : "nobody-here")
                .replace("{team}", reads ? "dev" : "no-such-team")
                .replace("{robot}", reads ? "wide" : "no-such-robot")
                .replace("{kind}", "users")
                .replace("{name}", "nobody-here")
                .replace("{token}", "no-such-token")
                .replace("{id}", "0");
    }

    private static String change(String method) {
        return switch (method) {
            case "PUT" -> "/-/grants";
            case "DELETE" -> "/-/grants/user/nobody-here";
            default -> "";
        };
    }

    private static boolean may(Part part, Need need) {
        boolean governs = Set.of(Part.OWNER, Part.TAG_TOKEN, Part.ADMINISTRATOR).contains(part);
        boolean nobody = part == Part.ANONYMOUS || part == Part.DISABLED;
        boolean robot = part == Part.WIDE_ROBOT || part == Part.APP_ROBOT;
        return switch (need) {
            case ANYBODY -> true;
            case SIGNED_IN -> !nobody;
            case ME -> !nobody && part != Part.OTHER_TOKEN;
            case SELF -> !nobody && !robot && part != Part.OTHER_TOKEN;
            case ACCOUNT -> !nobody && !robot && part != Part.OTHER_TOKEN && part != Part.READ_TOKEN;
            case OVERSEER -> part == Part.ADMINISTRATOR || part == Part.AUDITOR;
            case OVERSEER_OR_ADA -> part == Part.ADMINISTRATOR || part == Part.AUDITOR || part == Part.ADA;
            case ADMINISTRATOR -> part == Part.ADMINISTRATOR;
            case MEMBER ->
                governs
                        || Set.of(Part.MEMBER, Part.TEAM_MEMBER, Part.WIDE_ROBOT, Part.READ_TOKEN, Part.AUDITOR)
                                .contains(part);
            case OVERSEE_NAMESPACE -> governs || part == Part.AUDITOR;
            case GOVERN -> governs;
            case SEE_APP -> Cast.role(part, Place.APP) != Role.NONE || part == Part.AUDITOR;
            case OVERSEE_APP -> governs || part == Part.MANAGER || part == Part.AUDITOR;
            case MANAGE_APP -> governs || part == Part.MANAGER;
        };
    }
}
