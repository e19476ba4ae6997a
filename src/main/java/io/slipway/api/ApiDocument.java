package io.slipway.api;

import io.slipway.work.BrowserCookies;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// What the OpenAPI document says beside what the handlers say themselves.
@Configuration
class ApiDocument {

    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Slipway")
                        .version("v1")
                        .description("Administration of a Slipway registry. Hidden looks like missing: 404."))
                // relative: right behind any proxy
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                "password",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("user name and password, or a token as password"))
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("a personal access token (slp_…) or a robot's (slr_…)"))
                        .addSecuritySchemes(
                                "browser",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name(BrowserCookies.CSRF_HEADER)
                                        .description("the token that the site's own pages carry, with their session's"
                                                + " cookie, which counts for nothing without it"))
                        .addSchemas(PROBLEM, problem()))
                .addSecurityItem(new SecurityRequirement().addList("password"))
                .addSecurityItem(new SecurityRequirement().addList("token"))
                .addSecurityItem(new SecurityRequirement().addList("browser"));
    }

    @Bean
    @Order
    OpenApiCustomizer errors() {
        return document -> document.getPaths()
                .values()
                .forEach(path -> path.readOperations().forEach(ApiDocument::addProblem));
    }

    @Bean
    OpenApiCustomizer keys() {
        return document -> document.getPaths().forEach((path, item) -> {
            if (path.startsWith("/api/v1/") && item.getPost() != null) {
                item.getPost().addParametersItem(key());
            }
        });
    }

    private static Parameter key() {
        return new HeaderParameter()
                .name(IdempotencyFilter.HEADER)
                .description("1 to 255 characters that name this request: sent again within 24 hours, it is not done"
                        + " again, and the answer is the first one with Idempotency-Replayed: true; 409"
                        + " idempotency-key-in-use while it is being done, 409 secret-shown-once instead of a secret,"
                        + " 422 idempotency-key-reused with another body")
                .schema(of("string").maxLength(255));
    }

    private static void addProblem(Operation operation) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("a refusal or a fault (RFC 9457)")
                                .content(new Content().addMediaType("application/problem+json", problem)));
    }

    private static Schema<?> problem() {
        return of("object")
                .addProperty("type", of("string"))
                .addProperty("title", of("string"))
                .addProperty("status", of("integer"))
                .addProperty("code", of("string").description("stable"))
                .addProperty("detail", of("string").description("a sentence"));
    }

    private static Schema<?> of(String type) {
        return new Schema<>().types(Set.of(type));
    }
}
