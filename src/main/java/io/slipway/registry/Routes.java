package io.slipway.registry;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.slipway.registry.RegistryPath.Endpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/// Every route of the registry API, in the order of the specification's table of endpoints.
@Configuration
class Routes {

    @FunctionalInterface
    interface Handler {
        ServerResponse handle(RegistryRequest request) throws Exception;
    }

    @Bean
    RouterFunction<ServerResponse> registryRoutes(
            BaseHandler base,
            BlobHandler blobs,
            ManifestHandler manifests,
            UploadHandler uploads,
            ListHandler lists,
            RegistryAnswers answers) {
        return RouterFunctions.route()
                .route(on(GET, Endpoint.BASE), to(base::check)) // end-1
                .route(on(HEAD, Endpoint.BLOB), to(blobs::head)) // end-2
                .route(on(GET, Endpoint.BLOB), to(blobs::get))
                .route(on(HEAD, Endpoint.MANIFEST), to(manifests::head)) // end-3
                .route(on(GET, Endpoint.MANIFEST), to(manifests::get))
                .route(on(POST, Endpoint.UPLOADS), to(uploads::start)) // end-4a, 4b, 4c, 11
                .route(on(PATCH, Endpoint.UPLOAD), to(uploads::append)) // end-5
                .route(on(PUT, Endpoint.UPLOAD), to(uploads::finish)) // end-6
                .route(on(PUT, Endpoint.MANIFEST), to(manifests::put)) // end-7a, 7b
                .route(on(GET, Endpoint.TAGS), to(lists::tags)) // end-8a, 8b
                .route(on(DELETE, Endpoint.MANIFEST), to(manifests::delete)) // end-9
                .route(on(DELETE, Endpoint.BLOB), to(blobs::delete)) // end-10
                .route(on(GET, Endpoint.REFERRERS), to(lists::referrers)) // end-12a, 12b
                .route(on(GET, Endpoint.UPLOAD), to(uploads::status)) // end-13
                .route(on(DELETE, Endpoint.UPLOAD), to(uploads::cancel)) // end-14
                .route(on(GET, Endpoint.CATALOG), to(lists::catalog))
                .route(request -> (request.path() + "/").startsWith("/v2/"), base::unsupported)
                .filter(answers::measured)
                .onError(_ -> true, answers::refusal)
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> tokenRoutes(TokenHandler tokens, SearchHandler search, OciErrors errors) {
        return RouterFunctions.route()
                .GET("/token", tokens::get)
                .POST("/token", tokens::post)
                .GET("/v1/_ping", search::ping)
                .GET("/v1/search", search::search)
                .onError(_ -> true, errors::respond)
                .build();
    }

    /// What answers GET answers HEAD, too; the server leaves the body out.
    private static RequestPredicate on(HttpMethod method, Endpoint endpoint) {
        return request -> (request.method().equals(method)
                        || method.equals(GET) && request.method().equals(HEAD))
                && RegistryPath.of(request.servletRequest())
                        .filter(path -> path.endpoint() == endpoint)
                        .isPresent();
    }

    private static HandlerFunction<ServerResponse> to(Handler handler) {
        return request -> handler.handle(RegistryRequest.of(request));
    }
}
