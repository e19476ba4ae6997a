package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Authenticator;
import io.slipway.access.Verification;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Sessions;
import io.slipway.registry.Images.Image;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Who somebody is follows from the `Authorization` header and from nothing else.
@TestInstance(Lifecycle.PER_CLASS)
class CallerIdentityHttpTest extends RegistryHttpBase {

    @Autowired
    Authenticator credentials;

    @Autowired
    Sessions sessions;

    private Image image;

    @BeforeAll
    void pushAnImage() {
        image = Images.push(person("idn-ada"), freshName("idn-ada"), "guarded", "latest");
    }

    @ParameterizedTest
    @Tag("A22")
    @CsvSource(delimiter = '|', textBlock = """
            X-Forwarded-User           | idn-ada
            X-Forwarded-Preferred-Username | idn-ada
            X-Forwarded-Email          | idn-ada@example.com
            X-WEBAUTH-USER             | idn-ada
            X-Remote-User              | idn-ada
            Remote-User                | idn-ada
            X-Auth-Request-User        | idn-ada
            X-Forwarded-For            | 127.0.0.1, 10.0.0.1
            X-Real-IP                  | 127.0.0.1
            Forwarded                  | for=127.0.0.1;by=127.0.0.1;host=localhost
            X-Original-URL             | /v2/
            X-Rewrite-URL              | /v2/
            X-HTTP-Method-Override     | HEAD
            Proxy-Authorization        | Basic aWRuLWFkYTpwYXNzd29yZA==
            """)
    void knowsNobodyByAnyOtherHeader(String name, String value) {
        String scope = "repository:" + image.repository() + ":pull";
        for (RegistryClient caller : new RegistryClient[] {anonymous(), person("idn-bob")}) {
            RegistryClient pretending = caller.with(name, value);
            int status = caller.headers().isEmpty() ? 401 : 404;
            assertThat(pretending.get(image.manifestPath("latest")).status()).isEqualTo(status);
            assertThat(pretending
                            .asking(scope)
                            .get(image.manifestPath("latest"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(anonymous().with(name, value).get("/v2/").status()).isEqualTo(401);
    }

    @Test
    void isDeafToABrowsersSession() {
        String session = sessions.open(user("idn-ada", false), "127.0.0.1", "a browser");
        for (String cookie : new String[] {"__Host-slipway", "slipway", "SESSION", "JSESSIONID"}) {
            RegistryClient browser = anonymous().with("Cookie", cookie + "=" + session);
            assertThat(browser.get(image.manifestPath("latest")).status()).isEqualTo(401);
            assertThat(browser.get("/v2/").status()).isEqualTo(401);
            Reply token = browser.get(RegistryClient.tokenPath("repository:" + image.repository() + ":pull"));
            assertThat(Jwt.claims(token.json().path("token").asString())
                            .path("sub")
                            .asString())
                    .isEqualTo("anonymous");
            assertThat(token.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void takesAPasswordWithoutEverOfferingToDoSo() {
        RegistryClient ada = person("idn-ada");
        assertThat(ada.get("/v2/").status()).isEqualTo(200);
        assertThat(ada.get("/v2/").text()).isEqualTo("{}");
        assertThat(ada.get(image.manifestPath("latest")).body()).isEqualTo(image.manifest());
        Images.pushBlob(ada, freshName("idn-ada"), new byte[] {1, 2, 3});

        Reply wrong = anonymous().basic("idn-ada", "wrong").get("/v2/");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.errorMessage()).contains("password");
        ChallengeHeader.of(wrong);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic aWRuLWFkYQ==",
                "Basic Og==",
                "Basic aWRuLWFkYTo=",
                "Negotiate YWJj",
                "Bearer",
                "Bearer ",
                "idn-ada"
            })
    void challengesWhoeverSendsCredentialsItCannotRead(String authorization) {
        RegistryClient caller = anonymous().with("Authorization", authorization);
        for (String path : new String[] {"/v2/", image.manifestPath("latest")}) {
            Reply reply = caller.get(path);
            assertThat(reply.status()).as("%s", reply).isEqualTo(401);
            ChallengeHeader.of(reply);
        }
    }

    @Test
    void takesAFirstPasswordFromThisMachineOnly() {
        RegistryClient first = initial("idn-first", Instant.now().plus(Duration.ofHours(24)));

        assertThat(first.get("/v2/").status()).isEqualTo(200);
        assertThat(first.get("/token").status()).isEqualTo(200);
        for (String address : new String[] {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1"}) {
            assertThat(credentials.verify("idn-first", PASSWORD, address)).isInstanceOf(Verification.Verified.class);
        }
        for (String address : new String[] {"192.0.2.7", "10.0.0.1", "2001:db8::1", "0.0.0.0", "", "localhost", "x"}) {
            assertThat(credentials.verify("idn-first", PASSWORD, address))
                    .isInstanceOfSatisfying(
                            Verification.Refused.class,
                            refused -> assertThat(refused.reason()).contains("only on the machine of the registry"));
        }
        assertThat(credentials.verify("idn-first", "wrong", "192.0.2.7"))
                .isEqualTo(new Verification.Refused(
                        Verification.Refusal.WRONG, "the user name or the password is not right", Duration.ZERO));
    }

    @ParameterizedTest
    @Tag("A22")
    @CsvSource({"X-Forwarded-For,127.0.0.1", "Forwarded,for=127.0.0.1", "X-Real-IP,127.0.0.1", "Host,localhost"})
    void believesNoHeaderThatAPeerIsThisMachine(String name, String value) throws SocketException {
        Optional<InetAddress> outside = outsideAddress();
        if (outside.isEmpty()) {
            System.out.println("Skipped, since this machine has no address but loopback to come from");
        }
        Assumptions.assumeTrue(outside.isPresent(), "this machine has no address but loopback");
        RegistryClient first = initial("idn-far", Instant.now().plus(Duration.ofHours(24)))
                .at(new InetSocketAddress(outside.orElseThrow(), port));

        assertThat(first.get("/v2/").status()).isEqualTo(401);
        assertThat(first.with(name, value).get("/v2/").status()).isEqualTo(401);
        Reply reply = first.with(name, value).get("/token");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("details").asString()).contains("only on the machine of the registry");
        assertThat(person("idn-ada").at(first.server()).get("/v2/").status()).isEqualTo(200);
    }

    @Test
    void takesAFirstPasswordNotForEver() {
        RegistryClient late = initial("idn-late", Instant.now().minusSeconds(1));

        assertThat(late.get("/v2/").status()).isEqualTo(401);
        Reply reply = late.get("/token");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("details").asString()).contains("expired");
        users.changePassword(users.find("idn-late").orElseThrow().id(), PASSWORD, PASSWORD + "!");
        assertThat(anonymous().basic("idn-late", PASSWORD + "!").get("/v2/").status())
                .isEqualTo(200);
        assertThat(credentials.verify("idn-late", PASSWORD + "!", "192.0.2.7"))
                .isInstanceOf(Verification.Verified.class);
    }

    private RegistryClient initial(String name, Instant until) {
        if (users.find(name).isEmpty()) {
            users.create(new NewUser(new AccountName(name), Optional.empty(), PASSWORD, true, Optional.of(until)));
        }
        return anonymous().basic(name, PASSWORD);
    }

    private static Optional<InetAddress> outsideAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }
}
