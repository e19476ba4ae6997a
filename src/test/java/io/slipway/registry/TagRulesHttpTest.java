package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Caller;
import io.slipway.access.Grantee;
import io.slipway.access.Grants;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.Role;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Rule;
import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What clients are told where a rule keeps a tag.
class TagRulesHttpTest extends ProtocolHttpBase {

    private static final byte[] ONE = "one".getBytes(UTF_8);
    private static final byte[] TWO = "two".getBytes(UTF_8);

    @Autowired
    Policies policies;

    @Autowired
    Grants grants;

    @Autowired
    Namespaces namespaces;

    @Autowired
    StatementCounter counter;

    @AfterEach
    void withoutRulesOfTheNamespace() {
        namespaces
                .find(namespace())
                .ifPresent(it -> policies.change(it, _ -> new PolicyDocument(null, null).toPolicy()));
    }

    @Test
    void keepsImmutableTags() {
        ManifestBuilder one = repository.pushImage("v1.4", ONE);
        ManifestBuilder two = repository.pushImage("latest", TWO);
        rules(immutable("v*.*", "v*-rc*"));

        Reply moved = repository.put("v1.4", two);
        assertRefused(moved, 403, "DENIED");
        assertThat(moved.errorMessage())
                .isEqualTo("tag v1.4 is immutable by the rule v*.* of " + repository.name() + "; push another tag");
        Reply deleted = delete(repository.manifest("v1.4"));
        assertRefused(deleted, 403, "DENIED");
        assertThat(deleted.errorMessage()).contains("immutable by the rule v*.*");
        assertRefused(delete(repository.manifest(digest(one))), 403, "DENIED");

        assertStatus(repository.put("v1.4", one), 201);
        assertStatus(repository.put("v1.5", two), 201);
        assertStatus(repository.put("latest", one), 201);
        assertThat(get(repository.manifest("v1.4")).body()).isEqualTo(one.bytes());
    }

    @Test
    void letsWhatARuleLeavesOutMove() {
        repository.pushImage("v1.4-rc1", ONE);
        ManifestBuilder two = repository.pushImage("latest", TWO);
        rules(immutable("v*.*", "v*-rc*"));

        assertStatus(repository.put("v1.4-rc1", two), 201);
        assertStatus(delete(repository.manifest("v1.4-rc1")), 202);
    }

    @Test
    void movesAllTagsOfAPushOrNone() {
        ManifestBuilder one = repository.pushImage("v1", ONE);
        ManifestBuilder two = repository.pushImage("latest", TWO);
        rules(immutable("v*"));

        Reply refused = repository
                .client()
                .with("Content-Type", two.mediaType())
                .put(repository.manifest(digest(two)) + "?tag=a&tag=v1&tag=z", two.bytes());

        assertRefused(refused, 403, "DENIED");
        assertThat(get(repository.path("/tags/list")).json().path("tags").toString())
                .isEqualTo("[\"latest\",\"v1\"]");
        assertThat(get(repository.manifest("v1")).body()).isEqualTo(one.bytes());
    }

    @Test
    void followsRulesOfTheNamespaceToo() {
        repository.pushImage("v1", ONE);
        ManifestBuilder two = repository.pushImage("latest", TWO);
        policies.change(
                namespaces.find(namespace()).orElseThrow(),
                _ -> new PolicyDocument(List.of(immutable("re:v\\d+")), null).toPolicy());

        Reply refused = repository.put("v1", two);

        assertRefused(refused, 403, "DENIED");
        assertThat(refused.errorMessage())
                .isEqualTo("tag v1 is immutable by the rule re:v\\d+ of " + namespace() + "; push another tag");
    }

    @Test
    void protectsTagsFromWhoeverIsLess() {
        ManifestBuilder one = repository.pushImage("latest", ONE);
        ManifestBuilder two = repository.pushImage("dev", TWO);
        rules(guarded("latest", "maintain"), guarded("prod-*", "admin"));
        RepositoryClient writer = guest("writer", Role.WRITE);
        RepositoryClient maintainer = guest("keeper", Role.MAINTAIN);

        Reply refused = writer.put("latest", two);
        assertRefused(refused, 403, "DENIED");
        assertThat(refused.errorMessage())
                .isEqualTo("tag latest is protected by the rule latest of " + repository.name()
                        + ": it takes the role maintain to change it");
        assertStatus(writer.put("dev", one), 201);
        assertRefused(writer.put("prod-1", one), 403, "DENIED");
        assertRefused(maintainer.put("prod-1", one), 403, "DENIED");
        assertStatus(maintainer.put("latest", two), 201);
        assertStatus(repository.put("prod-1", one), 201);
        assertRefused(maintainer.client().delete(maintainer.manifest("prod-1")), 403, "DENIED");
        assertStatus(maintainer.client().delete(maintainer.manifest("latest")), 202);
    }

    @Test
    void honoursTheRoleInATokenOfTheRegistry() {
        ManifestBuilder one = repository.pushImage("latest", ONE);
        rules(guarded("latest", "maintain"));
        String scope = "repository:" + repository.name() + ":pull,push";
        guest("writer", Role.WRITE);
        guest("keeper", Role.MAINTAIN);

        assertRefused(
                new RepositoryClient(person("writer").asking(scope), repository.name()).put("latest", one),
                403,
                "DENIED");
        assertStatus(new RepositoryClient(person("keeper").asking(scope), repository.name()).put("latest", one), 201);
    }

    @Test
    void asksTheDatabaseNoMoreForRules() {
        ManifestBuilder one = repository.pushImage("v1", ONE);
        repository = RepositoryClient.of(owner(), repository.name());
        repository.put("v1", one);
        int before = trips(() -> repository.put("v1", one));
        rules(immutable("v*"), guarded("latest", "admin"));

        assertThat(trips(() -> repository.put("v1", one))).isEqualTo(before);
    }

    private int trips(Runnable push) {
        counter.take();
        push.run();
        return counter.take().size();
    }

    private void rules(Rule... rules) {
        policies.change(managed(), _ -> new PolicyDocument(List.of(rules), null).toPolicy());
    }

    private static Rule immutable(String pattern, String... exceptions) {
        return new Rule("immutable", List.of(pattern), List.of(exceptions), null, null);
    }

    private static Rule guarded(String pattern, String role) {
        return new Rule("protected", List.of(pattern), null, role, null);
    }

    private RepositoryClient guest(String name, Role role) {
        RegistryClient client = person(name);
        grants.set(managed(), Grantee.Kind.USER, name, role, new Caller.Person(user(ownerName, false)));
        return RepositoryClient.of(client, repository.name());
    }

    private Repository managed() {
        return repositories
                .find(new RepositoryName(repository.name()))
                .orElseThrow()
                .forWriting();
    }

    private String namespace() {
        return ownerName;
    }

    private static Digest digest(ManifestBuilder image) {
        return ManifestBuilder.digest(image.bytes());
    }

    private Reply get(String path) {
        return repository.client().get(path);
    }

    private Reply delete(String path) {
        return repository.client().delete(path);
    }
}
