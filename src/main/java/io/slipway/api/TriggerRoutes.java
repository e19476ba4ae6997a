package io.slipway.api;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.slipway.access.Access;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// Every route below `build-triggers` of a repository. As functions, since names of repositories have slashes and each
/// of these has a body of its own.
@Configuration
class TriggerRoutes {

    @FunctionalInterface
    interface Handler {
        ServerResponse handle(TriggerCall call) throws Exception;
    }

    private final Access access;
    private final Problems problems;
    private final JsonMapper json;

    TriggerRoutes(Access access, Problems problems, JsonMapper json) {
        this.access = access;
        this.problems = problems;
        this.json = ApiJson.strict(json);
    }

    @Bean
    RouterFunction<ServerResponse> buildTriggerRoutes(
            BuildTriggersResource triggers, TriggerRulesResource rules, DeliveriesResource deliveries) {
        return RouterFunctions.route()
                .route(on(GET, ""), to(triggers::list))
                .route(on(POST, ""), to(triggers::create))
                .route(on(GET, "{}"), to(triggers::get))
                .route(on(PATCH, "{}"), to(triggers::change))
                .route(on(DELETE, "{}"), to(triggers::delete))
                .route(on(POST, "{}/resume"), to(triggers::resume))
                .route(on(GET, "{}/hook"), to(triggers::hook))
                .route(on(PUT, "{}/hook"), to(triggers::rotateHook))
                .route(on(GET, "{}/key"), to(triggers::key))
                .route(on(PUT, "{}/key"), to(triggers::rotateKey))
                .route(on(PUT, "{}/remote"), to(triggers::makeRemote))
                .route(on(DELETE, "{}/remote"), to(triggers::dropRemote))
                .route(on(GET, "{}/rules"), to(rules::list))
                .route(on(PUT, "{}/rules"), to(rules::replace))
                .route(on(POST, "{}/test"), to(rules::test))
                .route(on(POST, "{}/start"), to(rules::start))
                .route(on(POST, "{}/backfill"), to(rules::backfill))
                .route(on(GET, "{}/secrets"), to(rules::secrets))
                .route(on(PUT, "{}/secrets/{}"), to(rules::putSecret))
                .route(on(DELETE, "{}/secrets/{}"), to(rules::deleteSecret))
                .route(on(GET, "{}/deliveries"), to(deliveries::list))
                .route(on(GET, "{}/deliveries/{}"), to(deliveries::get))
                .route(on(POST, "{}/deliveries/{}/redeliver"), to(deliveries::redeliver))
                .onError(_ -> true, this::respond)
                .build();
    }

    private static RequestPredicate on(HttpMethod method, String pattern) {
        List<String> wanted = pattern.isEmpty() ? List.of() : List.of(pattern.split("/"));
        return request -> request.method().equals(method)
                && TriggerCall.parts(request.path())
                        .filter(parts -> matches(wanted, parts))
                        .isPresent();
    }

    private static boolean matches(List<String> wanted, List<String> parts) {
        if (wanted.size() != parts.size()) {
            return false;
        }
        for (int at = 0; at < wanted.size(); at++) {
            if (!wanted.get(at).equals("{}") && !wanted.get(at).equals(parts.get(at))) {
                return false;
            }
        }
        return true;
    }

    private HandlerFunction<ServerResponse> to(Handler handler) {
        return request -> handler.handle(new TriggerCall(
                request,
                TriggerCall.name(request.path()),
                TriggerCall.parts(request.path()).orElseThrow(),
                access,
                json));
    }

    private ServerResponse respond(Throwable error, ServerRequest request) {
        return ServerResponse.ok().build((servlet, response) -> {
            problems.write(error, servlet, response);
            return null;
        });
    }
}
