package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Action;
import io.slipway.accounts.Role;
import io.slipway.registry.RegistryPath.Endpoint;
import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.Cast.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/// Every endpoint of the registry with every method, for everybody, everywhere, with a password or token in the request
/// and with a registry token got for it. What is expected is written down here, apart from the code that decides.
@Tag("A1")
@Tag("A2")
@Tag("A15")
class AuthorisationMatrixHttpTest extends RegistryHttpBase {

    private static final String ABSENT = "sha256:" + "0".repeat(64);
    private static final AtomicInteger ROWS = new AtomicInteger();
    private static final Map<Place, Images.Image> IMAGES = new EnumMap<>(Place.class);
    private static Optional<Cast> known = Optional.empty();

    private static final AtomicInteger MISSING = new AtomicInteger();

    /// @param token with a registry token got for all actions
    private record Row(Endpoint endpoint, String method, Place place, String name, boolean token) {}

    @Autowired
    AutowireCapableBeanFactory beans;

    private Cast cast;

    @BeforeEach
    void gather() {
        cast = known.orElseGet(() -> {
            Cast made = new Cast();
            beans.autowireBean(made);
            made.gather("matrix");
            for (Place place : List.of(Place.APP, Place.OPEN, Place.OTHER, Place.OWN)) {
                Part pusher = place == Place.OWN ? Part.ADA : Part.OWNER;
                IMAGES.put(
                        place,
                        Images.push(
                                anonymous()
                                        .basic(made.login(pusher).orElseThrow().name(), Cast.PASSWORD),
                                made.at(place).value(),
                                "layer of " + place,
                                "latest"));
            }
            known = Optional.of(made);
            return made;
        });
    }

    @AfterAll
    static void tell() {
        System.out.println("The authorisation matrix of the registry has " + ROWS + " rows");
        assertThat(ROWS.get()).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void answersAsTheTableSays(Part part) {
        List<String> wrong = new ArrayList<>();
        for (Place place : Place.values()) {
            for (boolean token : new boolean[] {false, true}) {
                for (Endpoint endpoint : Endpoint.values()) {
                    for (String method : endpoint.methods().split(", ")) {
                        Row row = new Row(endpoint, method, place, name(place), token);
                        ROWS.incrementAndGet();
                        client(part, row).flatMap(it -> check(part, row, it)).ifPresent(wrong::add);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private Optional<String> check(Part part, Row row, RegistryClient client) {
        Reply reply = send(row, client);
        String expected = expected(part, row);
        String actual =
                reply.status() + (row.method().equals("HEAD") || reply.status() < 400 ? "" : " " + reply.errorCode());
        boolean right = row.method().equals("HEAD") ? expected.startsWith(actual) : actual.equals(expected);
        boolean leaks = reply.status() >= 400 && reply.text().contains("layer of");
        return right && !leaks
                ? Optional.empty()
                : Optional.of(part + " " + row + ": " + actual + " instead of " + expected + " " + reply.text());
    }

    /// A push to a missing repository makes it: each row has one of its own.
    private String name(Place place) {
        return cast.at(place) + (place == Place.MISSING ? "-" + MISSING.incrementAndGet() : "");
    }

    private Optional<RegistryClient> client(Part part, Row row) {
        RegistryClient client = cast.login(part)
                .map(login -> anonymous().basic(login.name(), login.secret()))
                .orElseGet(this::anonymous);
        if (!row.token()) {
            return Optional.of(client);
        }
        String scope = "repository:" + row.name() + ":pull,push,delete";
        if (part == Part.DISABLED) {
            assertThat(client.get(RegistryClient.tokenPath(scope)).status()).isEqualTo(401);
            return Optional.empty();
        }
        return Optional.of(client.asking(scope, "registry:catalog:*"));
    }

    private Reply send(Row row, RegistryClient client) {
        String base = "/v2/" + row.name();
        Images.Image image = IMAGES.get(row.place());
        boolean deletes = row.method().equals("DELETE");
        String blob = image == null || deletes ? ABSENT : image.layerDigest().toString();
        return switch (row.endpoint()) {
            case BASE -> client.send(row.method(), "/v2/", new byte[0]);
            case CATALOG -> client.send(row.method(), "/v2/_catalog", new byte[0]);
            case BLOB -> client.send(row.method(), base + "/blobs/" + blob, new byte[0]);
            case MANIFEST ->
                client.with("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                        .send(
                                row.method(),
                                base + "/manifests/" + (deletes ? "gone" : "latest"),
                                row.method().equals("PUT") ? "{".getBytes() : new byte[0]);
            // a digest that cannot be one: whoever may push is told so, and nothing is left behind
            case UPLOADS -> client.send("POST", base + "/blobs/uploads/?digest=md5:0", new byte[0]);
            case UPLOAD ->
                client.send(
                        row.method(),
                        base + "/blobs/uploads/00000000-0000-4000-8000-000000000000"
                                + (row.method().equals("PUT") ? "?digest=" + ABSENT : ""),
                        new byte[0]);
            case TAGS -> client.send(row.method(), base + "/tags/list", new byte[0]);
            case REFERRERS -> client.send(row.method(), base + "/referrers/" + ABSENT, new byte[0]);
        };
    }

    private static String expected(Part part, Row row) {
        boolean nobody = part == Part.ANONYMOUS && !row.token() || part == Part.DISABLED;
        if (nobody) {
            return "401 UNAUTHORIZED";
        }
        return switch (row.endpoint()) {
            case BASE, CATALOG -> part == Part.ANONYMOUS ? "401 UNAUTHORIZED" : "200";
            case REFERRERS -> "200";
            case BLOB, MANIFEST, TAGS, UPLOADS, UPLOAD -> repository(part, row);
        };
    }

    private static String repository(Part part, Row row) {
        Action action = action(row);
        if (!may(part, row.place(), action)) {
            if (action == Action.PULL) {
                return "404 NAME_UNKNOWN";
            }
            return "403 DENIED";
        }
        boolean there = row.place() != Place.MISSING;
        return switch (row.endpoint()) {
            case BLOB ->
                !row.method().equals("DELETE") && there ? "200" : there ? "404 BLOB_UNKNOWN" : "404 NAME_UNKNOWN";
            case MANIFEST ->
                switch (row.method()) {
                    case "PUT" -> "400 MANIFEST_INVALID";
                    case "DELETE" -> delete(part, there);
                    default -> "200";
                };
            case TAGS -> "200";
            case UPLOADS -> "400 DIGEST_INVALID";
            case UPLOAD -> "404 BLOB_UPLOAD_UNKNOWN";
            case BASE, CATALOG, REFERRERS -> throw new IllegalStateException();
        };
    }

    private static String delete(Part part, boolean there) {
        if (!there) {
            return "404 NAME_UNKNOWN";
        }
        return part == Part.TAG_TOKEN ? "403 DENIED" : "404 MANIFEST_UNKNOWN";
    }

    private static Action action(Row row) {
        return switch (row.endpoint()) {
            case UPLOADS, UPLOAD -> Action.PUSH;
            default ->
                switch (row.method()) {
                    case "DELETE" -> Action.DELETE;
                    case "PUT" -> Action.PUSH;
                    default -> Action.PULL;
                };
        };
    }

    private static boolean may(Part part, Place place, Action action) {
        Role role = Cast.role(part, place);
        if (place == Place.MISSING) {
            // there to be made by those who may; nothing to be read there
            return switch (action) {
                case PULL -> false;
                case PUSH -> mayMake(part);
                case DELETE -> part == Part.OWNER || part == Part.TAG_TOKEN || part == Part.ADMINISTRATOR;
            };
        }
        if (part == Part.READ_TOKEN && action != Action.PULL) {
            return false;
        }
        Role needed = switch (action) {
            case PULL -> Role.READ;
            case PUSH -> Role.WRITE;
            case DELETE -> Role.MAINTAIN;
        };
        return role.compareTo(needed) >= 0;
    }

    private static boolean mayMake(Part part) {
        return switch (part) {
            case OWNER, MEMBER, TEAM_MEMBER, WIDE_ROBOT, TAG_TOKEN, ADMINISTRATOR -> true;
            default -> false;
        };
    }
}
