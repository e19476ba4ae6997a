package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Visibility;
import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.Cast.Place;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/// 1,000 organisations with 100 repositories and 20 teams each: a decision still reads only what somebody holds there,
/// with plans that were made while the tables were empty. One connection, so that all plans are its own.
@SlipwayTest
@Import(Cast.class)
// as the owner of the tables, since it changes them
@TestPropertySource(properties = {"spring.datasource.username=slipway", "spring.datasource.password=slipway"})
class PermissionPlanHttpTest extends RegistryHttpBase {

    private static final int WARM_UP = 12;
    private static final int HANDFUL = 40;
    /// Of a list of ten: what the person holds singly, and the whole organisation where it is searched.
    private static final int LISTED = 1_600;

    @Autowired
    DataSource pool;

    @Autowired
    Cast cast;

    private RowsRead read;
    private final Map<String, Supplier<Reply>> decisions = new LinkedHashMap<>();
    private final Map<String, Supplier<Reply>> lists = new LinkedHashMap<>();

    @BeforeEach
    void gather() throws SQLException {
        read = RowsRead.of(pool, jdbc);
        cast.gather("plan");
        for (Place place : List.of(Place.APP, Place.OPEN)) {
            RegistryClient pusher = administrator("plan-pusher");
            RepositoryClient.of(pusher, cast.at(place).value())
                    .pushImage("latest", place.name().getBytes(StandardCharsets.UTF_8));
        }
        setVisibility(cast.at(Place.OPEN).value(), Visibility.PUBLIC);
    }

    @Test
    void readsAHandfulOfRowsForADecisionHoweverManyOrganisationsThereAre() {
        for (Part part : List.of(
                Part.OWNER,
                Part.MEMBER,
                Part.TEAM_MEMBER,
                Part.READER,
                Part.WIDE_ROBOT,
                Part.APP_ROBOT,
                Part.STRANGER,
                Part.OTHER_TOKEN,
                Part.ADMINISTRATOR)) {
            list(part, as(part));
        }
        list(Part.ANONYMOUS, anonymous());
        for (int i = 0; i < WARM_UP; i++) {
            decisions.values().forEach(Supplier::get);
            lists.values().forEach(Supplier::get);
        }
        fill();

        decisions.forEach((name, request) -> check(name, request, HANDFUL));
        lists.forEach((name, request) -> check(name, request, LISTED));

        assertThat(read.excess()).isEmpty();
    }

    private RegistryClient as(Part part) {
        Cast.Login login = cast.login(part).orElseThrow();
        return anonymous().basic(login.name(), login.secret());
    }

    private void list(Part part, RegistryClient client) {
        String app = cast.at(Place.APP).value();
        String open = cast.at(Place.OPEN).value();
        String missing = cast.at(Place.MISSING).value();
        decisions.put(part + " token", () -> client.get(RegistryClient.tokenPath("repository:" + app + ":pull,push")));
        decisions.put(
                part + " token for a missing one",
                () -> client.get(RegistryClient.tokenPath("repository:" + missing + ":pull,push")));
        decisions.put(part + " pull", () -> client.get("/v2/" + app + "/manifests/latest"));
        decisions.put(part + " pull of a public one", () -> client.get("/v2/" + open + "/manifests/latest"));
        lists.put(part + " list", () -> client.get("/api/v1/repositories?limit=10"));
        lists.put(part + " later page", () -> client.get("/api/v1/repositories?limit=10&after=" + open));
        lists.put(part + " search", () -> client.get("/v1/search?n=10&q=ope"));
        lists.put(part + " newest", () -> client.get("/api/v1/search?limit=10&sort=newest&q=ope"));
        lists.put(part + " platform", () -> client.get("/api/v1/search?limit=10&platform=linux/mips64&kind=image"));
        lists.put(part + " most pulled", () -> client.get("/api/v1/search?limit=10&sort=pulls&q=ope"));
        lists.put(part + " tags", () -> client.get("/api/v1/search?limit=10&type=tags&q=lat"));
        lists.put(part + " digest", () -> client.get("/api/v1/search?type=manifests&q=0123456789ab"));
        if (part != Part.ANONYMOUS) {
            RegistryClient catalogue = client.asking("registry:catalog:*");
            lists.put(part + " catalogue", () -> catalogue.get("/v2/_catalog?n=10"));
        }
    }

    private void check(String name, Supplier<Reply> request, int most) {
        read.check(
                name,
                () -> {
                    Reply reply = request.get();
                    assertThat(reply.status()).as("%s: %s", name, reply).isLessThan(500);
                },
                most);
    }

    /// The organisation asked about is filled like the others, and all of its teams have a role on all repositories.
    private void fill() {
        long by = cast.user(Part.OWNER).id();
        jdbc.sql("""
                WITH p AS (
                    INSERT INTO accounts.principal (kind) SELECT 'USER' FROM generate_series(1, 5000) RETURNING id),
                n AS (
                    INSERT INTO accounts.namespace (name, kind, owner_id) SELECT 'filler' || id, 'USER', id FROM p
                    RETURNING id, owner_id, name)
                INSERT INTO accounts.app_user (principal_id, namespace_id, name) SELECT owner_id, id, name FROM n
                """).update();
        jdbc.sql("""
                WITH n AS (
                    INSERT INTO accounts.namespace (name, kind)
                    SELECT 'org' || i, 'ORGANISATION' FROM generate_series(1, 999) i RETURNING id)
                INSERT INTO accounts.organisation (namespace_id, created_by) SELECT id, :by FROM n
                """).param("by", by).update();
        jdbc.sql("""
                INSERT INTO content.repository (namespace_id, name, created_by)
                SELECT n.id, n.name || '/r' || i, :by FROM accounts.namespace n, generate_series(1, 100) i
                WHERE n.kind = 'ORGANISATION'
                """).param("by", by).update();
        jdbc.sql("""
                WITH m AS (
                    INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_by, lease_until)
                    SELECT r.id, decode('01', 'hex') || sha256(int8send(r.id)), 'x/y', '{}', 2, :by, now()
                    FROM content.repository r WHERE r.name LIKE 'org%' RETURNING id, repository_id)
                INSERT INTO content.tag (repository_id, name, manifest_id, updated_by)
                SELECT repository_id, 'main', id, :by FROM m
                """).param("by", by).update();
        jdbc.sql("""
                INSERT INTO content.repository_content (repository_id, facets)
                SELECT id, ARRAY['kind=image', CASE WHEN id % 1000 = 0 THEN 'platform=linux/mips64'
                    ELSE 'platform=linux/amd64' END] FROM content.repository WHERE name LIKE 'org%'
                """).update();
        jdbc.sql("""
                INSERT INTO content.repository_pulls (repository_id, pulls)
                SELECT id, id % 100 FROM content.repository WHERE name LIKE 'org%'
                """).update();
        jdbc.sql("""
                INSERT INTO accounts.team (namespace_id, name)
                SELECT namespace_id, 'team' || i FROM accounts.organisation, generate_series(1, 20) i
                """).update();
        jdbc.sql("""
                INSERT INTO accounts.member (namespace_id, principal_id)
                SELECT o.namespace_id, u.principal_id
                FROM (SELECT namespace_id, row_number() OVER () % 250 AS n FROM accounts.organisation) o
                JOIN (SELECT principal_id, row_number() OVER () % 250 AS n FROM accounts.app_user) u USING (n)
                ON CONFLICT DO NOTHING
                """).update();
        jdbc.sql("""
                INSERT INTO accounts.team_member (team_id, namespace_id, principal_id)
                SELECT t.id, m.namespace_id, m.principal_id
                FROM accounts.member m JOIN accounts.team t ON t.namespace_id = m.namespace_id
                WHERE hashint8(t.id * 1000003 + m.principal_id) % 7 = 0
                ON CONFLICT DO NOTHING
                """).update();
        jdbc.sql("""
                WITH p AS (
                    INSERT INTO accounts.principal (kind) SELECT 'ROBOT' FROM generate_series(1, 5000) RETURNING id),
                r AS (
                    INSERT INTO accounts.robot (principal_id, namespace_id, name, created_by)
                    SELECT p.id, o.namespace_id, 'robot' || p.id, :by
                    FROM (SELECT id, row_number() OVER () % 1000 AS n FROM p) p
                    JOIN (SELECT namespace_id, row_number() OVER () % 1000 AS n FROM accounts.organisation) o USING (n)
                    RETURNING principal_id),
                c AS (
                    INSERT INTO access.credential (principal_id, name, rights, created_by)
                    SELECT principal_id, 'ci', '{READ}', :by FROM r RETURNING id)
                INSERT INTO access.credential_secret (secret_hash, credential_id, hint)
                SELECT sha256(int8send(id)), id, 'abcd' FROM c
                """).param("by", by).update();
        jdbc.sql("""
                INSERT INTO access.grant (namespace_id, repository_id, team_id, role, created_by)
                SELECT r.namespace_id, r.id, t.id, 2, :by
                FROM content.repository r JOIN accounts.team t ON t.namespace_id = r.namespace_id
                WHERE hashint8(r.id * 1000003 + t.id) % 20 = 0 OR r.name LIKE 'plan/%'
                ON CONFLICT DO NOTHING
                """).param("by", by).update();
    }
}
