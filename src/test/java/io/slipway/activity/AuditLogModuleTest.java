package io.slipway.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Page;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import io.slipway.work.RequestOrigin;
import io.slipway.work.Result;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rows stay, so each test finds its own by a namespace that no other one uses.
@SlipwayTest
@Tag("H14")
class AuditLogModuleTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000);

    @Autowired
    AuditLog audit;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private long namespace;

    @BeforeEach
    void number() {
        namespace = NUMBERS.incrementAndGet();
    }

    @Test
    void keepsWhoWhatTargetResultAddressAndRequest() throws Exception {
        RequestOrigin origin = RequestOrigin.of("203.0.113.7", "docker/29");
        origin.actAs(7, "ada", Optional.of(9L));
        origin.call(() -> {
            write(Event.of("grant.set")
                    .on(5)
                    .target("acme/app")
                    .with("role", "write")
                    .refused("DENIED"));
            return true;
        });

        AuditEntry entry = all(mine()).getFirst();
        assertThat(entry.action()).isEqualTo("grant.set");
        assertThat(entry.result()).isEqualTo(Result.REFUSED);
        assertThat(entry.actorId()).contains(7L);
        assertThat(entry.actor()).isEqualTo("ada");
        assertThat(entry.credentialId()).contains(9L);
        assertThat(entry.repositoryId()).contains(5L);
        assertThat(entry.target()).isEqualTo("acme/app");
        assertThat(entry.details()).containsEntry("role", "write").containsEntry("reason", "DENIED");
        assertThat(entry.address()).isEqualTo("203.0.113.7");
        assertThat(entry.client()).isEqualTo("docker/29");
        assertThat(entry.requestId()).isEqualTo(origin.requestId());
        assertThat(entry.at())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(entry.times()).isOne();
    }

    @Test
    void namesTheHolderOfATokenThatDoesNot() throws Exception {
        long admin = jdbc.sql("SELECT principal_id FROM accounts.principal_name WHERE name = 'admin'")
                .query(Long.class)
                .single();
        write(Event.of("tag.delete").by(admin, ""));
        assertThat(all(mine()).getFirst().actor()).isEqualTo("admin");
    }

    @Test
    void pagesNewestFirst() {
        write(Stream.of("a", "b", "c", "d", "e")
                .map(name -> Event.of("user.create").target(name)));

        List<String> seen = new ArrayList<>();
        Optional<AuditPosition> position = Optional.empty();
        Page<AuditEntry> page;
        do {
            page = audit.page(mine(), position, 2);
            page.items().forEach(entry -> seen.add(entry.target()));
            position = AuditPosition.parse(page.items().getLast().position().toString());
        } while (page.more());
        assertThat(seen).containsExactly("e", "d", "c", "b", "a");
    }

    @Test
    void filtersByEverything() {
        write(Stream.of(
                Event.of("session.begin").by(7, "ada").target("ada").on(1),
                Event.of("session.refuse").by(8, "bob").target("Bob").refused("WRONG"),
                Event.of("member.add").by(7, "ada").target("eve")));

        assertThat(targets(mine().withActor("ada"))).containsExactly("eve", "ada");
        assertThat(targets(mine().withActorId(8))).containsExactly("Bob");
        assertThat(targets(mine().withAction("session."))).containsExactly("Bob", "ada");
        assertThat(targets(mine().withRepository(1))).containsExactly("ada");
        assertThat(targets(mine().withTarget("bO"))).containsExactly("Bob");
        assertThat(targets(mine().withTarget("%"))).isEmpty();
        assertThat(targets(mine().withTarget("\0"))).isEmpty();
        assertThat(targets(mine().withResult(Result.REFUSED))).containsExactly("Bob");
        Instant middle = all(mine()).get(1).at();
        assertThat(targets(mine().between(Optional.of(middle), Optional.empty())))
                .hasSizeBetween(2, 3)
                .startsWith("eve", "Bob");
        assertThat(targets(mine().between(Optional.empty(), Optional.of(middle))))
                .doesNotContain("eve", "Bob");
    }

    @Test
    void takesNoOtherCursorThanItsOwn() {
        AuditPosition position = new AuditPosition(Instant.parse("2026-11-01T10:00:00.123456Z"), 77);
        assertThat(AuditPosition.parse(position.toString())).contains(position);
        assertThat(Stream.of("", "x", "2026_1", "2026-99-01T10:00:00Z_1", position + "9".repeat(20))
                        .map(AuditPosition::parse))
                .containsOnly(Optional.empty());
    }

    @Test
    void exportsMoreThanABatchWithoutGaps() throws Exception {
        int rows = 2_500;
        write(Stream.iterate(0, i -> i + 1)
                .limit(rows)
                .map(i -> Event.of("user.create").target("user" + i)));

        List<JsonNode> lines = export(AuditLog.Format.NDJSON)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines).hasSize(rows);
        assertThat(lines.stream().map(line -> line.get("target").asString()).distinct())
                .hasSize(rows);
        assertThat(export(AuditLog.Format.CSV).lines()).hasSize(rows + 1);
    }

    @Test
    void letsNoValueForgeALineOrAFormula() throws Exception {
        String forged = "\r\n\"2026-01-01\",\"1\",\"user.create\"";
        write(Event.of("user.create").target("=cmd|'/c calc'!A1").with("note", forged));
        write(Event.of("user.create").target("ada" + forged));

        String csv = export(AuditLog.Format.CSV);
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv).contains("\"'=cmd|'/c calc'!A1\"").contains("\"ada\uFFFD\uFFFD\"\"2026-01-01\"\"");
        assertThat(export(AuditLog.Format.NDJSON).lines()).hasSize(2);
    }

    private AuditFilter mine() {
        return AuditFilter.all().withNamespace(namespace);
    }

    private void write(Event event) {
        write(Stream.of(event));
    }

    private void write(Stream<Event> events) {
        transactions.executeWithoutResult(_ -> events.forEach(event -> outbox.publish(event.in(namespace))));
        await().until(() ->
                jdbc.sql("SELECT count(*) FROM work.outbox").query(Long.class).single() == 0);
    }

    private List<AuditEntry> all(AuditFilter filter) {
        return audit.page(filter, Optional.empty(), 1_000).items();
    }

    private List<String> targets(AuditFilter filter) {
        return all(filter).stream().map(AuditEntry::target).toList();
    }

    private String export(AuditLog.Format format) throws Exception {
        StringWriter writer = new StringWriter();
        audit.export(mine(), writer, format);
        return writer.toString();
    }
}
