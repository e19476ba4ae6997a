package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists show what the caller may read and do not betray the rest.
@Tag("A20")
@TestInstance(Lifecycle.PER_CLASS)
class ListFilteringHttpTest extends RegistryHttpBase {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final String OPEN = "lst-ada/open";
    private static final String SECRET = "lst-ada/secret";
    private static final String STARTED = "lst-ada/started";
    private static final String OWN = "lst-bob/own";

    @BeforeAll
    void pushImages() {
        Images.push(person("lst-ada"), OPEN, "open", "latest");
        Images.push(person("lst-ada"), SECRET, "secret", "latest");
        Images.push(person("lst-bob"), OWN, "own", "latest");
        setVisibility(OPEN, Visibility.PUBLIC);
        RegistryClient ada = person("lst-ada").asking("repository:" + STARTED + ":pull,push");
        Images.startUpload(ada, STARTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:catalog:*", "registry:catalog:search"})
    void showsInTheCatalogueWhatTheCallerCanRead(String scope) {
        RegistryClient bob = person("lst-bob").asking(scope);
        RegistryClient ada = person("lst-ada").asking(scope);

        assertThat(catalogue(bob)).contains(OPEN, OWN).doesNotContain(SECRET, STARTED);
        assertThat(catalogue(ada)).contains(OPEN, SECRET).doesNotContain(OWN, STARTED);
        assertThat(catalogue(administrator("lst-root").asking(scope)))
                .contains(OPEN, SECRET, OWN)
                .doesNotContain(STARTED);
        assertThat(catalogue(person("lst-bob"))).contains(OPEN, OWN).doesNotContain(SECRET);
    }

    @Test
    void pagesThroughTheCatalogueWithoutNamingWhatItHides() {
        RegistryClient bob = person("lst-bob").asking("registry:catalog:*");
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of("/v2/_catalog?n=1");
        while (next.isPresent()) {
            Reply page = bob.get(next.get());
            page.json().path("repositories").forEach(name -> names.add(name.asString()));
            Matcher link = LINK.matcher(page.header("Link").orElse(""));
            next = link.matches() ? Optional.of(link.group(1)) : Optional.empty();
            assertThat(page.json().path("repositories")).hasSizeLessThanOrEqualTo(1);
            assertThat(next.orElse("")).doesNotContain("secret", "started");
        }

        assertThat(names).isSorted().doesNotHaveDuplicates().contains(OPEN, OWN);
        assertThat(names).isEqualTo(catalogue(bob));
        Reply last = bob.get("/v2/_catalog?n=1&last=" + RegistryClient.encode(names.getLast()));
        assertThat(last.json().path("repositories")).isEmpty();
        assertThat(last.header("Link")).isEmpty();
    }

    @Test
    void showsTheCatalogueToNobodyWithoutAnAccountOrWithoutTheScope() {
        Reply anonymous = anonymous().asking("registry:catalog:*").get("/v2/_catalog");
        Reply unasked = person("lst-bob").asking("repository:" + OWN + ":pull").get("/v2/_catalog");

        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(ChallengeHeader.of(anonymous).scope()).contains("registry:catalog:*");
        assertThat(unasked.status()).isEqualTo(401);
        assertThat(ChallengeHeader.of(unasked).scope()).contains("registry:catalog:*");
        assertThat(ChallengeHeader.of(unasked).error()).contains("insufficient_scope");
    }

    @Test
    void findsByDockerSearchWhatTheCallerCanRead() {
        assertThat(search(anonymous(), "lst-")).containsExactly(OPEN);
        assertThat(search(anonymous().asking("registry:catalog:search"), "lst-"))
                .containsExactly(OPEN);
        for (RegistryClient bob : List.of(person("lst-bob"), person("lst-bob").asking("registry:catalog:search"))) {
            assertThat(search(bob, "lst-")).containsExactly(OPEN, OWN);
            assertThat(search(bob, "LST-")).containsExactly(OPEN, OWN);
            assertThat(search(bob, "secret")).isEmpty();
        }
        assertThat(search(person("lst-ada"), "lst-")).containsExactly(OPEN, SECRET);
        assertThat(search(administrator("lst-root"), "lst-")).containsExactly(OPEN, SECRET, OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lst-%", "lst_ada", "%", "_", "' OR true --", "lst-ada/s%", "\\", "*", "\u0000"})
    void takesSearchedWordsLiterally(String words) {
        assertThat(search(person("lst-bob"), words)).doesNotContain(SECRET, STARTED);
        if (!words.equals("\u0000") && !words.equals("_")) {
            assertThat(search(person("lst-bob"), words)).isEmpty();
        }
    }

    @Test
    void givesDockerTheFieldsItShows() {
        Reply reply = anonymous().get("/v1/search?q=lst-ada&n=25");

        assertThat(reply.json().path("query").asString()).isEqualTo("lst-ada");
        assertThat(reply.json().path("num_results").asInt()).isEqualTo(1);
        assertThat(reply.json().path("results").path(0).propertyNames())
                .containsExactlyInAnyOrder("name", "description", "star_count", "is_official", "is_automated");
        assertThat(anonymous().get("/v1/_ping").status()).isEqualTo(200);
        assertThat(anonymous().get("/v1/search?q=x&n=ten").status()).isEqualTo(400);
        assertThat(anonymous().bearer("nonsense").get("/v1/search?q=x").status())
                .isEqualTo(401);
    }

    private static List<String> catalogue(RegistryClient caller) {
        Reply reply = caller.get("/v2/_catalog");
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply.json()
                .path("repositories")
                .valueStream()
                .map(name -> name.asString())
                .toList();
    }

    private static List<String> search(RegistryClient caller, String words) {
        Reply reply = caller.get("/v1/search?n=100&q=" + RegistryClient.encode(words));
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply.json()
                .path("results")
                .valueStream()
                .map(result -> result.path("name").asString())
                .toList();
    }
}
