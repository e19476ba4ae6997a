package io.slipway.registry;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.content.Page;
import io.slipway.content.Referrers;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.Tags;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.BodyBuilder;
import tools.jackson.databind.json.JsonMapper;

/// Lists: tags (end-8), referrers (end-12) and the catalogue.
@Component
class ListHandler {

    private final Access access;
    private final Tags tags;
    private final Referrers referrers;
    private final Repositories repositories;
    private final JsonMapper json;

    ListHandler(Access access, Tags tags, Referrers referrers, Repositories repositories, JsonMapper json) {
        this.access = access;
        this.tags = tags;
        this.referrers = referrers;
        this.repositories = repositories;
        this.json = json;
    }

    ServerResponse tags(RegistryRequest request) {
        Repository repository = access.toPull(request.caller(), request.name());
        PageParameters parameters = PageParameters.of(request);
        Page<String> page = tags.page(repository, parameters.last(), parameters.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", repository.name().value());
        body.put("tags", page.items());
        return list(parameters, "/v2/" + repository.name() + "/tags/list", page, body);
    }

    ServerResponse catalog(RegistryRequest request) {
        checkCatalog(request.caller());
        PageParameters parameters = PageParameters.of(request);
        Page<String> page =
                names(repositories.page(access.visible(request.caller()), parameters.last(), parameters.size()));
        return list(parameters, "/v2/_catalog", page, Map.of("repositories", page.items()));
    }

    ServerResponse referrers(RegistryRequest request) {
        Digest subject = Digest.parse(request.reference());
        Optional<String> artifactType = request.parameter("artifactType").filter(type -> !type.isEmpty());
        ReferrersIndex index = new ReferrersIndex(json);
        readable(request, repository -> referrers.page(repository, subject, artifactType, after(request)))
                .ifPresent(index::add);
        BodyBuilder answer = ServerResponse.ok().header("Content-Type", ReferrersIndex.MEDIA_TYPE);
        artifactType.ifPresent(_ -> answer.header("OCI-Filters-Applied", "artifactType"));
        index.next().ifPresent(after -> answer.header("Link", ReferrersIndex.link(request, artifactType, after)));
        return Answers.bytes(answer, index.toBytes());
    }

    /// Missing and hidden repositories have an empty list, for whoever may ask at all.
    private <T> Optional<T> readable(RegistryRequest request, Function<Repository, T> read) {
        try {
            return Optional.of(read.apply(access.toPull(request.caller(), request.name())));
        } catch (OciException e) {
            if (e.code() == ErrorCode.NAME_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static long after(RegistryRequest request) {
        try {
            return request.parameter("after").map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw new OciException(ErrorCode.SIZE_INVALID, "after comes from the Link of the page before");
        }
    }

    private static void checkCatalog(Caller caller) {
        if (caller.principal().isEmpty()) {
            throw ChallengeException.forCatalog(Reason.NO_TOKEN);
        }
        if (caller instanceof Caller.Bearer bearer && !bearer.token().registry().contains("catalog")) {
            throw ChallengeException.forCatalog(Reason.INSUFFICIENT_SCOPE);
        }
    }

    private ServerResponse list(PageParameters parameters, String path, Page<String> page, Map<String, Object> body) {
        BodyBuilder answer = ServerResponse.ok();
        if (page.more() && !page.items().isEmpty()) {
            answer.header("Link", parameters.link(path, page.items().getLast()));
        }
        return Answers.json(answer, json.writeValueAsBytes(body));
    }

    private static Page<String> names(Page<RepositoryName> page) {
        List<String> names = page.items().stream().map(RepositoryName::value).toList();
        return new Page<>(names, page.more());
    }
}
