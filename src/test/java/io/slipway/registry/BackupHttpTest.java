package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Visibility;
import io.slipway.registry.Images.Image;
import io.slipway.registry.Shell.Answer;
import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The file of a backup that a running server writes, and databases that are made of it.
///
/// Its program is its own, and does nothing by itself: what other tests leave is not whole, and two backups are
/// compared.
@TestPropertySource(properties = {"slipway.scrub.enabled=false", "slipway.gc.enabled=false"})
class BackupHttpTest extends RegistryHttpBase {

    @TempDir
    Path folder;

    @Autowired
    Environment environment;

    @Test
    void restoresAllThatWasAcknowledgedWhilePushesGoOn() throws Exception {
        List<Image> pushed = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        RegistryClient somebody = person("archivist");
        Thread pushes = Thread.ofPlatform().start(() -> {
            for (int n = 0; !over.get(); n++) {
                pushed.add(Images.push(somebody, freshName("archivist"), "layer " + n, "v" + n, "latest"));
            }
        });
        List<Image> before;
        try {
            await().until(() -> pushed.size() > 5);
            before = List.copyOf(pushed);
            Answer answer = running().run("backup", file(), "--with-blobs", folder.resolve("data/blobs"));
            assertThat(answer.code()).as(answer.progress()).isZero();
            assertThat(pushes.isAlive()).isTrue();
        } finally {
            over.set(true);
            pushes.join();
        }
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        TestDatabase database = TestDatabase.empty();
        Shell elsewhere = Shell.of(folder.resolve("data"), database);
        Answer restored = elsewhere.run("restore", file());
        assertThat(restored.code()).as(restored.progress()).isZero();
        Answer held = elsewhere.run("fsck", "--deep");
        assertThat(held.text()).contains("Nothing is wrong", "seems to come from a backup");
        assertThat(held.code()).isEqualTo(1);
        assertThat(elsewhere.run("fsck", "--accept").code()).isZero();
        assertThat(elsewhere.run("fsck").code()).isZero();
        assertThat(query(database, """
                        SELECT EXISTS (SELECT FROM work.outbox WHERE body::text LIKE '%gc.accept%')
                            OR EXISTS (SELECT FROM activity.audit WHERE action = 'gc.accept')
                        """))
                .as("who accepted goes to the audit log")
                .isEqualTo("t");
        try (ChildServer server = elsewhere.server(folder.resolve("data"))) {
            RegistryClient archivist = RegistryClient.on(server.port()).basic("archivist", PASSWORD);
            for (Image image : before) {
                Images.assertPulls(archivist, image, "latest");
            }
            // numbers go on where they were
            Images.push(archivist, freshName("archivist"), "later", "v1");
        }
    }

    @Test
    void bringsBackEveryRowAndNumber() throws Exception {
        Images.push(person("archivist"), freshName("archivist"), "tab\t, \\N and ü", "v1");
        setVisibility(
                Images.push(person("archivist"), freshName("archivist"), "public", "v1")
                        .repository(),
                Visibility.PUBLIC);
        TestDatabase database = TestDatabase.empty();
        Shell elsewhere = Shell.of(folder.resolve("data"), database);
        assertThat(running().run("backup", file()).code()).isZero();
        assertThat(elsewhere.run("restore", file()).code()).isZero();
        Answer again = elsewhere.run("backup", "-");
        assertThat(again.code()).as(again.progress()).isZero();
        Path second = Files.write(folder.resolve("second"), again.bytes());

        JsonNode one = contents(file());
        JsonNode two = contents(second);
        var sums = sums(one);
        assertThat(sums).hasSizeGreaterThan(80).containsKeys("accounts.app_user", "content.tag", "activity.audit");
        sums.remove("content.store");
        var others = sums(two);
        assertThat(others.remove("content.store")).isNotNull();
        assertThat(others).isEqualTo(sums);
        assertThat(two.path("sequences")).isEqualTo(one.path("sequences"));
        assertThat(two.path("partitions")).isEqualTo(one.path("partitions"));
        assertThat(sums.keySet())
                .as("all tables, and those of no module are forgotten")
                .isEqualTo(new TreeMap<>(tables(database)).keySet());
    }

    @Test
    void keepsTheMonthsOfTheAuditLog() throws Exception {
        TestDatabase source = TestDatabase.migrated();
        execute(source, """
                CREATE TABLE activity.audit_2024_02 PARTITION OF activity.audit
                    FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');
                INSERT INTO activity.audit (at, action, result) VALUES ('2024-02-15', 'test', 'OK');
                INSERT INTO work.site_state (instance_id, master_key_fingerprint)
                    VALUES (gen_random_uuid(), '0123456789abcdef')
                """);
        Answer backup = Shell.of(folder.resolve("source"), source).run("backup", file());
        assertThat(backup.code()).as(backup.progress()).isZero();
        TestDatabase target = TestDatabase.empty();
        Answer restored = Shell.of(folder.resolve("target"), target).run("restore", file());
        assertThat(restored.code()).as(restored.progress()).isZero();

        assertThat(query(target, "SELECT tableoid::regclass::text FROM activity.audit"))
                .isEqualTo("activity.audit_2024_02");
        for (String change : List.of("TRUNCATE activity.audit_2024_02", "DELETE FROM activity.audit")) {
            assertThat(catchThrowable(() -> execute(target, change))).hasMessageContaining("never changed");
        }
        assertThat(query(target, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"))
                .isEqualTo(query(source, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"));
    }

    @Test
    void loadsNothingFromAFileThatIsDamagedOrCutShort() throws Exception {
        Images.push(person("archivist"), freshName("archivist"), "whole", "v1");
        assertThat(running().run("backup", file()).code()).isZero();
        TestDatabase database = TestDatabase.empty();
        Shell elsewhere = Shell.of(folder.resolve("data"), database);
        byte[] whole = Files.readAllBytes(file());
        Path broken = folder.resolve("broken");
        for (String part : List.of("content.manifest.copy", "accounts.app_user.copy", "contents.json")) {
            byte[] damaged = whole.clone();
            int name = new String(whole, StandardCharsets.ISO_8859_1).indexOf(part);
            damaged[name + part.length() + 20] ^= 0x55;
            Files.write(broken, damaged);
            refuses(elsewhere.run("restore", broken), "damaged", database);
        }
        for (int length : List.of(0, 100, whole.length / 2, whole.length - 1)) {
            Files.write(broken, Arrays.copyOf(whole, length));
            refuses(elsewhere.run("restore", broken), "cut short", database);
        }
        change(broken, "\"rows\" : 1", "\"rows\" : 2");
        refuses(elsewhere.run("restore", broken), "the backup has 2", database);
        refuses(elsewhere.run("restore", folder.resolve("absent")), "There is no file", database);
        assertThat(elsewhere.run("restore", file()).code()).isZero();
    }

    @Test
    void refusesWhatIsNewerThanItself() throws Exception {
        assertThat(running().run("backup", file()).code()).isZero();
        TestDatabase database = TestDatabase.empty();
        Shell elsewhere = Shell.of(folder.resolve("data"), database);
        Path newer = folder.resolve("newer");
        change(newer, "\"schema\" : \"" + contents(file()).path("schema").asString() + "\"", "\"schema\" : \"9000\"");
        refuses(elsewhere.run("restore", newer), "newer Slipway", database);
        change(newer, "\"format\" : 1", "\"format\" : 2");
        refuses(elsewhere.run("restore", newer), "newer Slipway", database);
    }

    @Test
    void refusesADatabaseWithTables() throws Exception {
        assertThat(running().run("backup", file()).code()).isZero();
        assertThat(running().run("backup", file()).progress()).contains("is there already");
        TestDatabase database = TestDatabase.empty();
        execute(database, "CREATE SCHEMA elsewhere CREATE TABLE note (text text)");
        Answer refused = Shell.of(folder.resolve("data"), database).run("restore", file());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.progress()).contains("not empty", "elsewhere.note");
        assertThat(query(database, "SELECT count(*) FROM elsewhere.note")).isEqualTo("0");

        Answer beside = running().run("restore", file());
        assertThat(beside.code()).isEqualTo(2);
        assertThat(beside.progress()).contains("a server is running");
    }

    @Test
    void beginsAnewWhatDidNotComeToItsEnd() throws Exception {
        assertThat(running().run("backup", file()).code()).isZero();
        TestDatabase database = TestDatabase.migrated();
        execute(database, "COMMENT ON SCHEMA work IS 'Slipway: a restore is not finished'");
        Shell shell = Shell.of(folder.resolve("data"), database);
        Answer refused = shell.run("fsck");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.progress()).contains("did not come to its end");
        assertThat(shell.run("restore", file()).code()).isZero();
        assertThat(shell.run("fsck").progress()).doesNotContain("its end");
    }

    @Test
    void saysWhatItTakes() {
        assertThat(running().run("backup", "--help").text()).contains("--with-blobs <folder>");
        assertThat(running().run("backup").code()).isEqualTo(2);
        assertThat(running().run("backup", "--everything").progress()).contains("--with-secrets");
        assertThat(Shell.of(folder.resolve("none")).run("restore", "--help").text())
                .contains("restore <file>");
    }

    private Shell running() {
        return Shell.of(Path.of(environment.getRequiredProperty("slipway.data-dir")));
    }

    private Path file() {
        return folder.resolve("backup.zip");
    }

    private static void refuses(Answer answer, String why, TestDatabase database) throws SQLException {
        assertThat(answer.progress()).contains(why).doesNotContain("Exception");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(tables(database)).isEmpty();
    }

    /// A copy of the file with other contents.
    private void change(Path copy, String from, String to) throws IOException {
        try (ZipFile zip = new ZipFile(file().toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                out.putNextEntry(new ZipEntry(entry.getName()));
                write(zip.getInputStream(entry), entry.getName().equals("contents.json"), from, to, out);
                out.closeEntry();
            }
        }
    }

    private static void write(InputStream in, boolean changed, String from, String to, OutputStream out)
            throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(changed && !text.contains(from)).isFalse();
        out.write((changed ? text.replace(from, to) : text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static JsonNode contents(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("contents.json"))) {
            return JsonMapper.builder().build().readTree(in);
        }
    }

    private static TreeMap<String, String> sums(JsonNode contents) {
        TreeMap<String, String> sums = new TreeMap<>();
        for (JsonNode table : contents.path("tables")) {
            sums.put(
                    table.path("schema").asString() + "." + table.path("name").asString(),
                    table.path("file").path("sha256").asString());
        }
        return sums;
    }

    private static TreeMap<String, String> tables(TestDatabase database) throws SQLException {
        TreeMap<String, String> tables = new TreeMap<>();
        List<String> names = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN ('flyway_schema_history', 'store')
                            AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                        """)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        names.forEach(name -> tables.put(name, name));
        return tables;
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
