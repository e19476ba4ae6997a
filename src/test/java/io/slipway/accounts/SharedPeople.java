package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.testing.OwnDatabase;
import io.slipway.work.MasterKey;
import io.slipway.work.RequestOrigin;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One program for the tests of people, at a site that sends mail to a server that never answers: mails wait to be read
/// by the tests. Each test makes names of its own.
@ApplicationModuleTest(mode = BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1",
            "slipway.public-url=https://registry.example.com",
            "slipway.accounts.sign-up=open"
        })
@OwnDatabase
abstract class SharedPeople {

    static final String PASSWORD = "a wide and windy harbour";
    static final String OTHER = "seven sleepy lighthouse keepers";
    static final String SITE = "https://registry.example.com";

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @Autowired
    Users users;

    @Autowired
    Sessions sessions;

    @Autowired
    MasterKey masterKey;

    @Autowired
    JdbcClient jdbc;

    static String fresh(String name) {
        return name + NUMBERS.incrementAndGet();
    }

    /// With an e-mail address.
    User person() {
        String name = fresh("ada");
        return users.create(NewUser.person(name, PASSWORD).withEmail(name + "@example.org"));
    }

    User administrator() {
        return users.create(NewUser.person(fresh("root"), PASSWORD).asAdministrator());
    }

    User again(User user) {
        return users.find(user.id()).orElseThrow();
    }

    /// Mails to this address, the newest last.
    List<JsonNode> mailsTo(String address) {
        JsonMapper json = JsonMapper.builder().build();
        return jdbc
                .sql("SELECT id, sealed FROM work.mail ORDER BY created_at")
                .query((row, _) ->
                        json.readTree(masterKey.open(row.getBytes(2), "mail " + row.getObject(1, UUID.class))))
                .list()
                .stream()
                .filter(mail -> mail.get("to").asString().equals(address))
                .toList();
    }

    /// The words of the first mail to this address with this in its subject, values filled in.
    String awaitMail(String address, String subject) {
        JsonNode mail = Awaitility.await()
                .until(
                        () -> mailsTo(address).stream()
                                .filter(each -> each.get("subject").asString().contains(subject))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        String words = mail.get("body").asString();
        for (var value : mail.get("values").properties()) {
            words = words.replace("{" + value.getKey() + "}", value.getValue().asString());
        }
        assertThat(words).doesNotContain("{", "}");
        return words;
    }

    /// The token of the link in the newest mail to this address.
    String tokenMailedTo(String address) {
        JsonNode mail = mailsTo(address).getLast();
        assertThat(mail.get("body").asString()).contains("{link}");
        String link = mail.get("values").get("link").asString();
        assertThat(link).startsWith(SITE + "/");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /// From an address that nobody used before.
    static <R, X extends Throwable> R fromSomewhere(ScopedValue.CallableOp<R, X> work) throws X {
        int number = ADDRESSES.incrementAndGet();
        return RequestOrigin.of("198.51.%d.%d".formatted(number / 256, number % 256), "tests")
                .call(work);
    }

    /// How many of so many calls at once did not throw.
    static long successes(int count, Callable<?> call) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = IntStream.range(0, count)
                    .mapToObj(_ -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            return results.stream().filter(SharedPeople::succeeds).count();
        }
    }

    private static boolean succeeds(java.util.concurrent.Future<?> result) {
        try {
            result.get();
            return true;
        } catch (java.util.concurrent.ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(AccountsException.class);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertRefused(Code code, ThrowingCallable call) {
        AccountsException error = catchThrowableOfType(AccountsException.class, call);
        assertThat(error).as("refused with " + code).isNotNull();
        assertThat(error.code()).isEqualTo(code);
    }

    long count(String table, long principalId) {
        return jdbc.sql("SELECT count(*) FROM accounts." + table + " WHERE principal_id = ?")
                .param(principalId)
                .query(Long.class)
                .single();
    }
}
