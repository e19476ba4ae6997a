package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.BuiltTags;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Rule;
import io.slipway.content.Repository;
import io.slipway.content.TagPattern;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Tags that automated builds make are pushed by nobody else.
class BuiltTagsHttpTest extends ProtocolHttpBase {

    private static final byte[] ONE = "one".getBytes(UTF_8);
    private static final byte[] TWO = "two".getBytes(UTF_8);

    @Autowired
    Policies policies;

    @Test
    void refusesPushesToTagsThatOthersBuild() {
        repository.pushImage("latest", ONE);
        ManifestBuilder two = repository.pushImage("mine", TWO);
        builtBy(0, "latest", "v*");

        Reply refused = repository.put("latest", two);

        assertRefused(refused, 403, "DENIED");
        assertThat(refused.errorMessage()).startsWith("tag latest is made by automated builds; push another tag");
        assertRefused(repository.put("v7", two), 403, "DENIED");
        assertStatus(repository.put("other", two), 201);
        assertStatus(repository.client().get(repository.manifest("latest")), 200);
    }

    @Test
    void letsTheBuildersOwnPushesThrough() {
        repository.pushImage("latest", ONE);
        builtBy(user(ownerName, false).id(), "latest");

        repository.pushImage("latest", TWO);
    }

    @Test
    void keepsRulesOfPeopleBesideThoseOfBuilds() {
        repository.pushImage("v1", ONE);
        ManifestBuilder two = repository.pushImage("mine", TWO);
        Rule guarded = new Rule("immutable", List.of("v*"), null, null, null);
        policies.change(managed(), _ -> new PolicyDocument(List.of(guarded), null).toPolicy());
        builtBy(0, "latest");

        assertThat(repository.put("v1", two).errorMessage()).contains("immutable by the rule v*");
        assertThat(repository.put("latest", two).errorMessage()).contains("made by automated builds");
        policies.setBuiltTags(managed().id(), Optional.empty());
        assertStatus(repository.put("latest", two), 201);
        assertThat(repository.put("v1", two).errorMessage()).contains("immutable by the rule v*");
    }

    private void builtBy(long principal, String... patterns) {
        List<TagPattern> tags =
                List.of(patterns).stream().map(TagPattern::parse).toList();
        policies.setBuiltTags(managed().id(), Optional.of(new BuiltTags(tags, principal)));
    }

    private Repository managed() {
        return repositories
                .find(new RepositoryName(repository.name()))
                .orElseThrow()
                .forWriting();
    }
}
