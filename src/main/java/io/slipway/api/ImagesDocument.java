package io.slipway.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Paths below a repository's name: one route has them all, since names have slashes.
@Configuration
class ImagesDocument {

    private static final String BELOW = "/api/v1/repositories/{name}/-/";

    /// Before the errors, which are added to every operation.
    @Bean
    @Order(0)
    OpenApiCustomizer imagePaths() {
        return document -> {
            add(document, "tags/{tag}", "What a tag names", ManifestView.Tagged.class, false);
            add(document, "manifests/{digest}", "What a manifest says", ManifestView.class, false);
            add(document, "manifests/{digest}/layers", "Layers, and steps without", LayerView.class, true);
            add(document, DeletionsResource.TRASH, "What can be restored", TrashView.class, true);
            add(document, UsageResource.NAME, "Size and pulls of each day", UsageView.class, false);
            add(document, "manifests/{digest}/files", "A directory of an image", FilesView.class, false);
            add(document, "compare/{from}...{to}", "How two images differ", ComparisonView.class, false);
            add(document, BuildsResource.NAME, "Builds, the newest first", BuildView.class, true);
            add(document, BuildsResource.NAME + "/{number}", "A build", BuildView.class, false);
            add(
                    document,
                    BuildsResource.NAME + "/{number}/log",
                    "What a build said",
                    BuildsResource.LogLine.class,
                    false);
            add(document, TriggerCall.NAME, "Git repositories that are built", TriggerView.class, true);
            add(document, TriggerCall.NAME + "/{trigger}", "A Git repository that is built", TriggerView.class, false);
            add(document, TriggerCall.NAME + "/{trigger}/rules", "Which refs are built", RuleView.All.class, false);
            add(document, TriggerCall.NAME + "/{trigger}/deliveries", "What came", DeliveryView.class, true);
            add(document, "manifests/{digest}/referrers", "What is about a manifest", ReferrerView.class, true);
        };
    }

    private static void add(OpenAPI document, String path, String summary, Class<?> type, boolean list) {
        ModelConverters.getInstance(true).readAll(type).forEach(document.getComponents()::addSchemas);
        Schema<?> one = new Schema<>().$ref("#/components/schemas/" + type.getSimpleName());
        Schema<?> answer = list ? new Schema<>().types(Set.of("array")).items(one) : one;
        Operation operation = new Operation()
                .summary(summary)
                .tags(List.of("images"))
                .addParametersItem(parameter("name", "path", "the repository; its slashes stay as they are"))
                .responses(new ApiResponses()
                        .addApiResponse(
                                "200",
                                new ApiResponse()
                                        .description("OK")
                                        .content(new Content()
                                                .addMediaType("application/json", new MediaType().schema(answer)))));
        if (path.contains("{tag}")) {
            operation.addParametersItem(parameter("tag", "path", ""));
        }
        if (path.contains("{from}")) {
            operation
                    .addParametersItem(parameter("from", "path", "a tag or a digest"))
                    .addParametersItem(parameter("to", "path", "a tag or a digest"))
                    .addParametersItem(parameter("platform", "query", "of indexes, such as linux/arm64")
                            .required(false));
        }
        if (path.contains("{number}")) {
            operation.addParametersItem(parameter("number", "path", "of the build, in its repository"));
        }
        if (path.contains("{trigger}")) {
            operation.addParametersItem(parameter("trigger", "path", "as in /hooks/{trigger}"));
        }
        if (path.contains("{digest}")) {
            operation.addParametersItem(parameter("digest", "path", "sha256:…"));
        }
        if (path.equals(UsageResource.NAME)) {
            operation.addParametersItem(
                    parameter("days", "query", "from 1 to 366, 30 unless given").required(false));
        }
        if (list || path.contains("{from}")) {
            operation
                    .addParametersItem(
                            parameter("limit", "query", "at most 1,000").required(false))
                    .addParametersItem(parameter("after", "query", "from the Link of the page before")
                            .required(false));
        }
        document.getPaths().addPathItem(BELOW + path, new PathItem().get(operation));
    }

    private static Parameter parameter(String name, String place, String description) {
        return new Parameter()
                .name(name)
                .in(place)
                .required(true)
                .description(description)
                .schema(new Schema<>().types(Set.of("string")));
    }
}
