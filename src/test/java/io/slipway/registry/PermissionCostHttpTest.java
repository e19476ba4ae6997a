package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.HashCounter;
import io.slipway.accounts.NewSignUp;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Recovery;
import io.slipway.accounts.SignUps;
import io.slipway.accounts.User;
import io.slipway.oci.Digest;
import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.Cast.Place;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/// What a decision costs, and that a refusal costs the same whatever its reason: statements and hashes are counted,
/// since time cannot be trusted on a shared machine (`bench/permissions` measures it).
@SlipwayTest
@Import({Cast.class, HashCounter.class})
@TestPropertySource(
        properties = {
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1",
            "slipway.public-url=https://registry.example.com",
            "slipway.accounts.sign-up=open"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionCostHttpTest extends RegistryHttpBase {

    private static final byte[] LAYER = "a layer".getBytes(StandardCharsets.UTF_8);
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Autowired
    StatementCounter statements;

    @Autowired
    HashCounter hashes;

    @Autowired
    Cast cast;

    @Autowired
    Recovery recovery;

    @Autowired
    SignUps signUps;

    private record Work(List<String> statements, int hashes) {}

    @BeforeAll
    void gather() {
        cast.gather("cost");
        RegistryClient owner = as(Part.OWNER);
        RepositoryClient.of(owner, cast.at(Place.APP).value()).pushImage("latest", LAYER);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "TEAM_MEMBER", "WIDE_ROBOT", "READ_TOKEN", "STRANGER", "ADMINISTRATOR"})
    void issuesATokenWithOneStatementForAnyNumberOfScopes(Part part) {
        RegistryClient client = as(part);
        String[] ten = IntStream.range(0, 10)
                .mapToObj(i -> "repository:" + cast.organisation() + "/" + (i == 0 ? "app" : "r" + i) + ":pull,push")
                .toArray(String[]::new);
        client.token();

        List<String> none = work(() -> client.get(RegistryClient.tokenPath())).statements();
        List<String> one =
                work(() -> client.get(RegistryClient.tokenPath(ten[0]))).statements();
        List<String> all = work(() -> client.get(RegistryClient.tokenPath(ten))).statements();

        assertThat(one).hasSize(none.size() + 1).containsAll(none);
        assertThat(all).isEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "MEMBER", "TEAM_MEMBER", "READER", "WIDE_ROBOT", "READ_TOKEN", "ADMINISTRATOR"})
    void pullsWithBasicByOneStatementForTheDecisionAndOneForTheContent(Part part) {
        RegistryClient client = as(part);
        client.get("/v2/");
        List<String> authentication = work(() -> client.get("/v2/")).statements();

        for (String path : List.of(manifest(Place.APP), blob(Place.APP))) {
            Work work = work(() -> {
                Reply reply = client.get(path);
                assertThat(reply.status()).as("%s", reply).isEqualTo(200);
                return reply;
            });

            assertThat(work.statements()).hasSizeLessThanOrEqualTo(authentication.size() + 2);
            assertThat(work.statements())
                    .filteredOn(sql -> sql.contains("access.holding"))
                    .hasSize(1);
        }
    }

    @Test
    void asksNothingAboutAccessForAValidToken() {
        RegistryClient bearer = as(Part.TEAM_MEMBER).asking("repository:" + cast.at(Place.APP) + ":pull,push");
        for (String path : List.of(manifest(Place.APP), blob(Place.APP))) {
            Work work = work(() -> bearer.get(path));

            assertThat(work.statements()).hasSize(1).noneMatch(sql -> sql.matches("(?s).*\\b(access|accounts)\\..*"));
            assertThat(work.hashes()).isZero();
        }
    }

    @ParameterizedTest
    @Tag("A2")
    @EnumSource(names = {"STRANGER", "READER", "OTHER_TOKEN", "APP_ROBOT"})
    void doesTheSameWorkForADeniedRepositoryAsForAMissingOne(Part part) {
        RegistryClient client = as(part);
        client.get("/v2/");
        List<Function<Place, Supplier<Reply>>> requests = List.of(
                place -> () -> client.get(RegistryClient.tokenPath("repository:" + denied(place) + ":pull,push")),
                place -> () -> client.get("/v2/" + denied(place) + "/manifests/latest"),
                place -> () -> client.head("/v2/" + denied(place) + "/manifests/latest"),
                place -> () -> client.get("/v2/" + denied(place) + "/blobs/" + ManifestBuilder.digest(LAYER)),
                place -> () -> client.get("/v2/" + denied(place) + "/tags/list"),
                place -> () -> client.post("/v2/" + denied(place) + "/blobs/uploads/"),
                place -> () -> client.delete("/v2/" + denied(place) + "/manifests/latest"),
                place -> () -> client.get("/api/v1/repositories/" + denied(place)),
                place -> () -> client.get("/api/v1/repositories/" + denied(place) + "/-/access"));

        for (Function<Place, Supplier<Reply>> request : requests) {
            Work denied = work(request.apply(Place.OWN));
            Work missing = work(request.apply(Place.MISSING));
            assertThat(denied).isEqualTo(missing);
        }
        assertThat(client.get("/api/v1/repositories/" + denied(Place.OWN)).status())
                .isEqualTo(404);
    }

    @Test
    @Tag("A2")
    void doesTheSameWorkForADeniedRepositoryWithAToken() {
        RegistryClient stranger = as(Part.STRANGER)
                .asking("repository:" + denied(Place.OWN) + ":pull", "repository:" + denied(Place.MISSING) + ":pull");

        Work denied = work(() -> stranger.get("/v2/" + denied(Place.OWN) + "/manifests/latest"));
        Work missing = work(() -> stranger.get("/v2/" + denied(Place.MISSING) + "/manifests/latest"));

        assertThat(denied).isEqualTo(missing);
        assertThat(denied.statements()).isEmpty();
    }

    @Test
    @Tag("H5")
    void doesTheSameWorkForAnUnknownNameAsForAWrongPassword() {
        User disabled = users.create(NewUser.person("cost-disabled-here", PASSWORD));
        users.disable(disabled.id());
        users.create(NewUser.invited("cost-no-password", Optional.empty()));

        Work unknown = signIn("cost-nobody");

        assertThat(unknown.hashes()).isEqualTo(1);
        for (String name : List.of(
                cast.login(Part.OWNER).orElseThrow().name(), disabled.name(), "cost-no-password", "Not A Name")) {
            assertThat(signIn(name)).as(name).isEqualTo(unknown);
        }
        Work page = logIn("cost-nobody-else");
        assertThat(page.hashes()).isEqualTo(1);
        assertThat(logIn(cast.login(Part.MEMBER).orElseThrow().name())).isEqualTo(page);
    }

    @Test
    @Tag("H4")
    void letsManyInAtOnceWithTheSamePassword() throws Exception {
        RegistryClient client = person("cost-parallel");
        hashes.take();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reply>> requests = Collections.nCopies(12, () -> client.get("/v2/"));
            for (Future<Reply> reply : clients.invokeAll(requests)) {
                assertThat(reply.get().status()).as("%s", reply.get()).isEqualTo(200);
            }
        }
        assertThat(hashes.take()).isEqualTo(1);
    }

    @Test
    @Tag("H5")
    void doesTheSameWorkForWhoeverAsksForALink() {
        String known = cast.login(Part.OWNER).orElseThrow().name();
        recovery.ask("warm-up", Optional.empty());

        Work asked = here(() -> recovery.ask(known, Optional.empty()));

        assertThat(asked.statements()).isNotEmpty();
        assertThat(asked.hashes()).isZero();
        assertThat(here(() -> recovery.ask("cost-nobody", Optional.empty()))).isEqualTo(asked);
    }

    @Test
    @Tag("H5")
    void doesTheSameWorkForASignUpWithAnAddressThatHasAnAccount() {
        users.create(NewUser.person("cost-mailed", PASSWORD).withEmail("mailed@example.org"));
        signUp("cost-first", "first@example.org");

        Work known = here(() -> signUp("cost-second", "mailed@example.org"));
        Work unknown = here(() -> signUp("cost-third", "nobody@example.org"));

        assertThat(known).isEqualTo(unknown);
        assertThat(known.hashes()).isEqualTo(1);
    }

    private void signUp(String name, String address) {
        signUps.request(new NewSignUp(new AccountName(name), address, PASSWORD, Optional.empty(), Optional.empty()));
    }

    private Work signIn(String name) {
        RegistryClient client = anonymous().basic(name, "not the right password");
        return work(() -> {
            Reply reply = client.get(RegistryClient.tokenPath());
            assertThat(reply.status()).as("%s", reply).isEqualTo(401);
            return reply;
        });
    }

    private Work logIn(String name) {
        Reply page = anonymous().get("/login");
        var token = FORM_TOKEN.matcher(page.text());
        assertThat(token.find()).isTrue();
        String cookies = String.join(
                "; ",
                page.headers("Set-Cookie").stream()
                        .map(cookie -> cookie.replaceFirst(";.*", ""))
                        .toList());
        String form = "username=" + name + "&password=not+the+right+password&_csrf=" + token.group(1);
        RegistryClient browser =
                anonymous().with("Cookie", cookies).with("Content-Type", "application/x-www-form-urlencoded");
        return work(() -> {
            Reply reply = browser.post("/login", form.getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as("%s", reply).isEqualTo(422);
            return reply;
        });
    }

    private Work work(Supplier<Reply> request) {
        statements.take();
        hashes.take();
        request.get();
        return new Work(statements.take(), hashes.take());
    }

    /// On a thread that is counted like those of requests.
    private Work here(Runnable action) {
        return work(() -> {
            try {
                Thread.ofVirtual().name("tomcat-handler-here").start(action).join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Reply(200, List.of(), new byte[0]);
        });
    }

    private RegistryClient as(Part part) {
        Cast.Login login = cast.login(part).orElseThrow();
        return anonymous().basic(login.name(), login.secret());
    }

    private String denied(Place place) {
        return cast.at(place).value();
    }

    private String manifest(Place place) {
        return "/v2/" + cast.at(place) + "/manifests/latest";
    }

    private String blob(Place place) {
        Digest digest = ManifestBuilder.digest(LAYER);
        return "/v2/" + cast.at(place) + "/blobs/" + digest;
    }
}
