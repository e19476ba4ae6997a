package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.registry.Images.Image;
import io.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// What settings change about answers: one program with all of them.
@SlipwayTest
@TestPropertySource(
        properties = {
            "slipway.public-url=https://registry.example.com",
            "slipway.other-hosts=registry.internal,edge.example.net:8443",
            "slipway.registry.anonymous-pull=false",
            "slipway.registry.create-on-push=false"
        })
@TestInstance(Lifecycle.PER_CLASS)
class OtherSettingsHttpTest {

    private static final String PASSWORD = RegistryHttpBase.PASSWORD;

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    private RegistryClient anonymous;
    private RegistryClient ada;
    private RegistryClient bob;
    private Image image;

    @BeforeAll
    void pushAPublicImage() {
        anonymous = RegistryClient.on(port);
        User owner = users.create(NewUser.person("ada", PASSWORD));
        users.create(NewUser.person("bob", PASSWORD));
        ada = anonymous.basic("ada", PASSWORD);
        bob = anonymous.basic("bob", PASSWORD);
        RepositoryName name = new RepositoryName("ada/open");
        repositories.create(name, owner.namespaceId(), owner.id());
        image = Images.push(ada, name.value(), "open", "latest");
        repositories.setVisibility(repositories.find(name).orElseThrow().forWriting(), Visibility.PUBLIC);
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example.com,registry.example.com",
        "REGISTRY.example.com,registry.example.com",
        "registry.example.com:5000,registry.example.com:5000",
        "registry.internal,registry.internal",
        "registry.internal:5000,registry.internal:5000",
        "edge.example.net:8443,edge.example.net:8443"
    })
    void namesTheHostOfTheRequestWhereItIsAKnownOne(String host, String realmHost) {
        ChallengeHeader challenge =
                ChallengeHeader.of(anonymous.with("Host", host).get("/v2/"));

        assertThat(challenge.realm()).matches("https?://\\Q" + realmHost + "\\E/token");
        assertThat(challenge.service()).isEqualTo(realmHost);
    }

    @ParameterizedTest
    @Tag("A22")
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:5000",
                "localhost",
                "edge.example.net",
                "edge.example.net:8444",
                "registry.example.com.evil.example",
                "xregistry.example.com",
                "registry.internal.evil.example",
                "192.0.2.7:5000",
                "[::1]:5000"
            })
    void namesThePublicHostWhereTheRequestsIsUnknown(String host) {
        ChallengeHeader challenge =
                ChallengeHeader.of(anonymous.with("Host", host).get("/v2/"));

        assertThat(challenge.realm()).isEqualTo("https://registry.example.com/token");
        assertThat(challenge.service()).isEqualTo("registry.example.com");
    }

    @Test
    void letsNobodyPullWithoutAnAccount() {
        String scope = "repository:ada/open:pull";
        assertThat(anonymous.get(image.manifestPath("latest")).status()).isEqualTo(401);
        assertThat(anonymous.asking(scope).get(image.manifestPath("latest")).errorCode())
                .isEqualTo("NAME_UNKNOWN");
        assertThat(anonymous.asking(scope).get(image.blobPath()).errorCode()).isEqualTo("NAME_UNKNOWN");
        assertThat(anonymous.get("/v1/search?q=open").json().path("num_results").asInt())
                .isZero();

        assertThat(bob.asking(scope).get(image.manifestPath("latest")).body()).isEqualTo(image.manifest());
        assertThat(bob.get("/v1/search?q=open").json().path("num_results").asInt())
                .isEqualTo(1);
    }

    @Test
    void makesNoRepositoryOnAPush() {
        for (RegistryClient caller : new RegistryClient[] {ada, ada.asking("repository:ada/fresh:pull,push")}) {
            Reply reply = caller.post("/v2/ada/fresh/blobs/uploads/");
            assertThat(reply.status()).as("%s", reply).isEqualTo(403);
            assertThat(reply.errorCode()).isEqualTo("DENIED");
            assertThat(caller.get("/v2/ada/fresh/tags/list").errorCode()).isEqualTo("NAME_UNKNOWN");
        }
        assertThat(repositories.find(new RepositoryName("ada/fresh"))).isEmpty();
        Images.push(ada, "ada/open", "another layer", "second");
    }
}
