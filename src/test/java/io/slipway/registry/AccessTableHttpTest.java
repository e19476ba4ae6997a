package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Visibility;
import io.slipway.registry.Images.Image;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets which answer. `priv` and `publ` are repositories of `tab-owner`, `none` is missing from the same namespace,
/// `mine` is missing from the namespace of `tab-other`.
@TestInstance(Lifecycle.PER_CLASS)
class AccessTableHttpTest extends RegistryHttpBase {

    private static final String UPLOAD = "2f3c1f0a-7a55-4d5c-9f0e-0f4d2d1f9a11";

    private Image image;
    private Image open;

    @BeforeAll
    void pushImages() {
        image = Images.push(person("tab-owner"), "tab-owner/priv", "the private layer", "latest");
        open = Images.push(person("tab-owner"), "tab-owner/publ", "the public layer", "latest");
        setVisibility("tab-owner/publ", Visibility.PUBLIC);
    }

    @ParameterizedTest
    @Tag("A1")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | manifests/latest          | pull
            HEAD   | manifests/latest          | pull
            GET    | manifests/{manifest}      | pull
            HEAD   | manifests/{manifest}      | pull
            GET    | blobs/{layer}             | pull
            HEAD   | blobs/{layer}             | pull
            GET    | tags/list                 | pull
            GET    | tags/list?n=0             | pull
            GET    | referrers/{manifest}      | pull
            GET    | blobs/uploads/{upload}    | pull,push
            POST   | blobs/uploads/            | pull,push
            POST   | blobs/uploads/?mount={layer}&from=tab-owner/publ | pull,push
            PATCH  | blobs/uploads/{upload}    | pull,push
            PUT    | blobs/uploads/{upload}?digest={layer} | pull,push
            DELETE | blobs/uploads/{upload}    | pull,push
            PUT    | manifests/latest          | pull,push
            DELETE | manifests/latest          | delete
            DELETE | manifests/{manifest}      | delete
            DELETE | blobs/{layer}             | delete
            """)
    void challengesWhoeverHasNoToken(String method, String path, String actions) {
        for (String name : new String[] {"tab-owner/priv", "tab-owner/publ", "tab-owner/none", "tab-nobody/none"}) {
            Reply reply = anonymous().with("Range", "bytes=0-3").send(method, path(name, path), new byte[0]);

            assertRefused(reply, 401, "UNAUTHORIZED");
            ChallengeHeader challenge = ChallengeHeader.of(reply);
            assertThat(challenge.scope()).contains("repository:" + name + ":" + actions);
            assertThat(challenge.error()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/v2/,", "/v2,", "/v2/_catalog,registry:catalog:*"})
    void challengesWhoeverHasNoTokenOutsideOfRepositories(String path, String scope) {
        Reply reply = anonymous().get(path);

        assertRefused(reply, 401, "UNAUTHORIZED");
        assertThat(ChallengeHeader.of(reply).scope()).isEqualTo(Optional.ofNullable(scope));
    }

    @ParameterizedTest
    @Tag("A10")
    @CsvSource(delimiter = '|', textBlock = """
            tab-owner/publ:pull        | PUT    | publ | manifests/latest     | pull,push
            tab-owner/publ:pull        | POST   | publ | blobs/uploads/       | pull,push
            tab-owner/publ:pull        | DELETE | publ | manifests/latest     | delete
            tab-owner/publ:pull,push   | DELETE | publ | blobs/{layer}        | delete
            tab-owner/publ:push        | GET    | publ | manifests/latest     | pull
            tab-owner/publ:delete      | HEAD   | publ | blobs/{layer}        | pull
            tab-owner/publ:pull        | GET    | priv | manifests/latest     | pull
            tab-owner/publ:pull        | GET    | none | tags/list            | pull
            tab-owner/publ:pull        | GET    | priv | referrers/{manifest} | pull
            tab-owner/publ:fly         | GET    | publ | manifests/latest     | pull
            tab-owner/publ/sub:pull    | GET    | publ | manifests/latest     | pull
            tab-owner/pub:pull         | GET    | publ | manifests/latest     | pull
            """)
    void asksForExactlyTheScopeThatATokenLacks(String asked, String method, String name, String path, String actions) {
        for (RegistryClient caller : new RegistryClient[] {anonymous(), person("tab-other"), person("tab-owner")}) {
            String repository = "tab-owner/" + name;
            Reply reply = caller.asking("repository:" + asked).send(method, path(repository, path), new byte[0]);

            assertRefused(reply, 401, "UNAUTHORIZED");
            ChallengeHeader challenge = ChallengeHeader.of(reply);
            assertThat(challenge.error()).contains("insufficient_scope");
            assertThat(challenge.scope()).contains("repository:" + repository + ":" + actions);
        }
    }

    @ParameterizedTest
    @Tag("A2")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | manifests/latest     | 404 | NAME_UNKNOWN
            HEAD   | manifests/latest     | 404 | NAME_UNKNOWN
            GET    | manifests/{manifest} | 404 | NAME_UNKNOWN
            HEAD   | manifests/{manifest} | 404 | NAME_UNKNOWN
            GET    | blobs/{layer}        | 404 | NAME_UNKNOWN
            HEAD   | blobs/{layer}        | 404 | NAME_UNKNOWN
            GET    | tags/list            | 404 | NAME_UNKNOWN
            PUT    | manifests/latest     | 403 | DENIED
            POST   | blobs/uploads/       | 403 | DENIED
            POST   | blobs/uploads/?digest={layer} | 403 | DENIED
            POST   | blobs/uploads/?mount={layer}&from=tab-owner/publ | 403 | DENIED
            GET    | blobs/uploads/{upload}  | 403 | DENIED
            PATCH  | blobs/uploads/{upload}  | 403 | DENIED
            PUT    | blobs/uploads/{upload}?digest={layer} | 403 | DENIED
            DELETE | blobs/uploads/{upload}  | 403 | DENIED
            DELETE | manifests/latest     | 403 | DENIED
            DELETE | manifests/{manifest} | 403 | DENIED
            DELETE | blobs/{layer}        | 403 | DENIED
            """)
    void answersForAHiddenRepositoryAsForAMissingOne(String method, String path, int status, String code) {
        for (RegistryClient caller : new RegistryClient[] {anonymous(), person("tab-other")}) {
            RegistryClient asking = caller.asking(
                    "repository:tab-owner/priv:pull,push,delete", "repository:tab-owner/none:pull,push,delete");
            Reply hidden = asking.send(method, path("tab-owner/priv", path), new byte[0]);
            Reply missing = asking.send(method, path("tab-owner/none", path), new byte[0]);

            assertRefused(hidden, status, code);
            assertAlike(hidden, missing);
        }
        RegistryClient basic = person("tab-other");
        Reply hidden = basic.send(method, path("tab-owner/priv", path), new byte[0]);
        assertRefused(hidden, status, code);
        assertAlike(hidden, basic.send(method, path("tab-owner/none", path), new byte[0]));
    }

    @ParameterizedTest
    @Tag("A1")
    @CsvSource({"POST,blobs/uploads/", "PUT,manifests/latest"})
    void challengesWhoeverPushesANameOfOnePartWithATokenOfNobody(String method, String path) {
        Reply reply = anonymous()
                .asking("repository:static_web:pull,push,delete")
                .send(method, path("static_web", path), new byte[0]);

        assertRefused(reply, 401, "UNAUTHORIZED");
        ChallengeHeader challenge = ChallengeHeader.of(reply);
        assertThat(challenge.scope()).contains("repository:static_web:pull,push");
        assertThat(challenge.error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | manifests/latest
            POST   | blobs/uploads/
            POST   | blobs/uploads/?digest={layer}
            PATCH  | blobs/uploads/{upload}
            DELETE | blobs/uploads/{upload}
            DELETE | manifests/latest
            DELETE | blobs/{layer}
            """)
    void saysWhoCanGrantWhatAReaderMayNotDo(String method, String path) {
        RegistryClient reader = person("tab-other");
        for (RegistryClient caller :
                new RegistryClient[] {reader, reader.asking("repository:tab-owner/publ:pull,push,delete")}) {
            Reply reply = caller.send(method, path("tab-owner/publ", path), new byte[0]);

            assertRefused(reply, 403, "DENIED");
            assertThat(reply.errorMessage()).contains("an owner of tab-owner can grant");
        }
        assertThat(reader.get(open.manifestPath("latest")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @Tag("A4")
    @ValueSource(
            strings = {
                "mount={layer}&from=tab-owner/priv",
                "mount={layer}&from=tab-owner/none",
                "mount={layer}&from=tab-nobody/none",
                "mount={layer}&from=NOT/A/NAME",
                "mount={layer}&from=",
                "mount={layer}",
                "mount={unknown}&from=tab-owner/publ"
            })
    void startsAnUploadWhereAMountIsNotPossible(String query) {
        RegistryClient other = person("tab-other");
        String name = freshName("tab-other");
        String[] scopes = {"repository:" + name + ":pull,push", "repository:tab-owner/priv:pull"};
        for (RegistryClient caller : new RegistryClient[] {other, other.asking(scopes[0]), other.asking(scopes)}) {
            Reply reply = caller.post(path(name, "blobs/uploads/?" + query));

            assertThat(reply.status()).as("%s", reply).isEqualTo(202);
            assertThat(reply.header("WWW-Authenticate")).isEmpty();
            assertThat(reply.header("Location").orElseThrow()).startsWith("/v2/" + name + "/blobs/uploads/");
            assertThat(other.asking(scopes[0]).head(path(name, "blobs/{layer}")).status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "pull,push", "push,pull", "pull,push,delete", "*", "pull,*", "*,fly"})
    void letsAnOwnerPull(String actions) {
        RegistryClient owner = person("tab-owner").asking("repository:tab-owner/priv:" + actions);

        assertThat(owner.get(image.manifestPath("latest")).body()).isEqualTo(image.manifest());
        assertThat(owner.get(image.blobPath()).body()).isEqualTo(image.layer());
        assertThat(owner.get(image.manifestPath("absent")).errorCode()).isEqualTo("MANIFEST_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull,push", "push,pull", "pull,push,delete", "*"})
    void letsAnOwnerPushAndMount(String actions) {
        String name = freshName("tab-owner");
        RegistryClient owner = person("tab-owner").asking("repository:" + name + ":" + actions);
        Images.pushBlob(owner, name, image.config());
        Reply mounted = owner.post(path(name, "blobs/uploads/?mount={layer}&from=tab-owner/priv"));
        assertThat(mounted.status()).as("%s", mounted).isEqualTo(201);

        Images.pushManifest(
                owner, name, "latest", aManifest().withConfig(image.config()).withLayer(image.layer()));

        assertThat(owner.head("/v2/" + name + "/manifests/latest").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "static_web"})
    void explainsThatAOnePartNameNeedsANamespace(String name) {
        RegistryClient owner = person("tab-owner");
        assertRefused(anonymous().post("/v2/" + name + "/blobs/uploads/"), 401, "UNAUTHORIZED");
        for (RegistryClient caller : new RegistryClient[] {owner, owner.asking("repository:" + name + ":pull,push")}) {
            Reply reply = caller.post("/v2/" + name + "/blobs/uploads/");

            assertRefused(reply, 403, "DENIED");
            assertThat(reply.errorMessage()).contains("<namespace>/" + name);
        }
    }

    private String path(String name, String path) {
        return "/v2/" + name + "/"
                + path.replace("{manifest}", image.digest().toString())
                        .replace("{layer}", image.layerDigest().toString())
                        .replace(
                                "{unknown}", ManifestBuilder.digest(new byte[7]).toString())
                        .replace("{upload}", UPLOAD);
    }

    private void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        if (reply.body().length > 0) {
            assertThat(reply.errorCode()).as("%s", reply).isEqualTo(code);
            assertThat(reply.errorMessage()).isNotBlank();
            assertThat(reply.text())
                    .doesNotContain("private layer", image.configDigest().toString());
        }
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.headers("WWW-Authenticate")).hasSize(status == 401 ? 1 : 0);
        assertThat(reply.header("Docker-Distribution-Api-Version")).contains("registry/2.0");
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'; sandbox");
    }

    private static void assertAlike(Reply hidden, Reply missing) {
        assertThat(missing.status()).isEqualTo(hidden.status());
        assertThat(missing.text()).isEqualTo(hidden.text().replace("tab-owner/priv", "tab-owner/none"));
        assertThat(missing.lastingHeaders()).isEqualTo(hidden.lastingHeaders());
    }
}
