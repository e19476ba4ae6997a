package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.Grantee.Kind;
import io.slipway.access.Grants;
import io.slipway.access.Transfers;
import io.slipway.accounts.Role;
import io.slipway.accounts.User;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A repository gets other names, another namespace and another visibility while it is pushed to and pulled from: each
/// request sees it as it was or as it is.
@Tag("L7")
class MovesHttpTest extends RegistryHttpBase {

    private static final int ROUNDS = 12;
    private static final int TRIES = 10;

    @Autowired
    Access access;

    @Autowired
    Grants grants;

    @Autowired
    Transfers transfers;

    private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    private User owner;
    private List<String> names;
    private RepositoryClient first;
    private ManifestBuilder image;

    @BeforeEach
    void push() {
        owner = user("moves-owner", false);
        users.find("moves-guest").orElseGet(() -> user("moves-guest", false));
        String name = freshName("moves-owner");
        names = List.of(name, name + "/there", freshName("moves-owner"));
        first = new RepositoryClient(person("moves-owner"), name);
        image = first.pushImage("v1", "a layer that stays".getBytes(UTF_8));
        grants.set(managed(name), Kind.USER, "moves-guest", Role.WRITE, new Caller.Person(owner));
        // from now on it is known by all of them
        for (int i = 1; i <= names.size(); i++) {
            move(names.get(i - 1), names.get(i % names.size()));
        }
    }

    @Test
    void losesNothingAndShowsNothingToOthers() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                clients.add(threads.submit(untilOver(round -> pushes(number, round))));
            }
            clients.add(threads.submit(untilOver(this::pulls)));
            clients.add(threads.submit(untilOver(this::strangerPulls)));
            try {
                moveAbout();
            } finally {
                over.set(true);
            }
            for (Future<List<String>> client : clients) {
                assertThat(client.get()).isEmpty();
            }
        }
        String last = names.getFirst();
        RepositoryClient now = new RepositoryClient(person("moves-guest"), last);
        assertThat(acknowledged).isNotEmpty();
        acknowledged.forEach((digest, bytes) ->
                assertThat(now.client().get(now.manifest(digest)).body()).isEqualTo(bytes));
        assertThat(person("moves-stranger").get(now.manifest("v1")).status()).isEqualTo(404);
    }

    private void moveAbout() {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 1; i <= names.size(); i++) {
                String to = names.get(i % names.size());
                move(names.get(i - 1), to);
                setVisibility(to, i % 2 == 0 ? Visibility.PRIVATE : Visibility.PUBLIC);
            }
            setVisibility(names.getFirst(), Visibility.PRIVATE);
            untilOneMoreIsPushed();
        }
    }

    /// A fast machine would move on before any push has found where it is.
    private void untilOneMoreIsPushed() {
        int before = acknowledged.size();
        await().until(() -> acknowledged.size() > before);
    }

    private interface Round {
        List<String> go(int round);
    }

    private Callable<List<String>> untilOver(Round client) {
        return () -> {
            List<String> wrong = new ArrayList<>();
            for (int round = 0; !over.get() && wrong.isEmpty(); round++) {
                wrong.addAll(client.go(round));
            }
            return wrong;
        };
    }

    /// By a name that it had it is pulled, not pushed to: whoever may not make a new one of that name is refused.
    private List<String> pushes(int number, int round) {
        String name = names.get(round % names.size());
        RepositoryClient guest = new RepositoryClient(person("moves-guest"), name);
        byte[] layer = ("layer %d of %d in %s".formatted(round, number, name)).getBytes(UTF_8);
        ManifestBuilder pushed = ManifestBuilder.aManifest().withLayer(layer);
        Reply blob =
                again(() -> guest.client().post(guest.uploads() + "?digest=" + ManifestBuilder.digest(layer), layer));
        if (blob.status() != 201) {
            return blob.status() == 403 ? List.of() : List.of("blob " + blob);
        }
        Reply manifest = again(() -> guest.put("p" + number, pushed));
        if (manifest.status() == 201) {
            acknowledged.put(ManifestBuilder.digest(pushed.bytes()).toString(), pushed.bytes());
        }
        return List.of(201, 403).contains(manifest.status()) ? List.of() : List.of("manifest " + manifest);
    }

    /// It has all of the names at any time.
    private List<String> pulls(int round) {
        RepositoryClient guest = new RepositoryClient(person("moves-guest"), names.get(round % names.size()));
        Reply reply = again(() -> guest.client().get(guest.manifest("v1")));
        boolean whole = reply.status() == 200 && Arrays.equals(reply.body(), image.bytes());
        return whole ? List.of() : List.of("pull " + reply);
    }

    private List<String> strangerPulls(int round) {
        RepositoryClient stranger = new RepositoryClient(person("moves-stranger"), names.get(round % names.size()));
        Reply reply = again(() -> stranger.client().get(stranger.manifest("v1")));
        return List.of(200, 404).contains(reply.status()) ? List.of() : List.of("stranger " + reply);
    }

    /// As clients do that are told that what they were given is out of date.
    private static Reply again(Supplier<Reply> request) {
        Reply reply = request.get();
        for (int i = 0; i < TRIES && reply.status() == 401; i++) {
            reply = request.get();
        }
        return reply;
    }

    private void move(String from, String to) {
        transfers.rename(managed(from), new RepositoryName(to), new Caller.Person(owner));
    }

    private Repository managed(String name) {
        return access.toManage(new Caller.Person(owner), new RepositoryName(name));
    }
}
