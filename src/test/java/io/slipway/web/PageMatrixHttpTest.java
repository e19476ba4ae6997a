package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.ShownCodes;
import io.slipway.testing.BuildRows;
import io.slipway.testing.Cast;
import io.slipway.testing.SlipwayTest;
import io.slipway.web.PageTable.Line;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every page and every form of the site, for everybody, as [PageTable] says. What is refused changes nothing, and is
/// answered as if there were nothing.
@SlipwayTest
@Tag("A2")
@Tag("B1")
@Tag("B4")
class PageMatrixHttpTest extends AccountPagesBase {

    private static final AtomicInteger ROWS = new AtomicInteger();
    private static final Set<Integer> FOUND = Set.of(200, 302, 303);
    private static final int SHOWN = 200;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /// Cookies, a look before, a count, a queue that is emptied by and by, and what ends nothing in a browser that
    /// began nothing.
    private static final Set<String> WITHOUT_TABLES = new TreeSet<>(Set.of(
            "/-/operations/{operation}",
            "/admin/gc/run",
            "/admin/quotas/count",
            "/login/code",
            "/orgs/{org}/-/rules",
            "/password/forgotten",
            "/r/{org}/app/-/build-triggers/new",
            "/r/{org}/app/-/rules",
            "/settings/appearance",
            "/settings/see-as/end",
            "/u/{ada}/-/rules"));

    private static Optional<PageWorld> known = Optional.empty();

    @Autowired
    AutowireCapableBeanFactory beans;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    List<RepositoryPart> parts;

    private final List<String> wrong = new ArrayList<>();
    private PageWorld world;
    private TableSums sums;

    @BeforeEach
    void gather() {
        sums = new TableSums(jdbc);
        world = known.orElseGet(() -> make("pages"));
        known = Optional.of(world);
    }

    @AfterAll
    static void tell() {
        System.out.println("The authorisation matrix of the pages has " + ROWS + " rows");
    }

    @Test
    void knowsEveryRoute() throws Exception {
        PageRoutes routes = new PageRoutes(mappings);
        Set<String> listed = new TreeSet<>();
        PageTable.lines().forEach(line -> listed.add(routes.of(line, world)));

        assertThat(routes.all())
                .as("routes for which no line of PageTable says who may use them")
                .isSubsetOf(listed);
        assertThat(listed).as("lines of PageTable without a route").isSubsetOf(routes.all());
        assertThat(parts.stream().flatMap(part -> part.names().stream()).filter(name -> !name.isEmpty()))
                .as("pages of repositories, each with a line of PageTable")
                .containsExactlyInAnyOrderElementsOf(PageTable.lines().stream()
                        .map(PageRoutes::ofRepository)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource(names = {"ANONYMOUS", "MEMBER", "MANAGER", "OWNER", "ADMINISTRATOR", "AUDITOR", "ADA"})
    void hasNoLinkAndNoFormThatLeadsNowhere(Visitor visitor) throws Exception {
        PageRoutes routes = new PageRoutes(mappings);
        PageVisit visit = PageVisit.by(visitor, world, port);
        Set<String> links = new TreeSet<>();
        for (Line line : PageTable.lines()) {
            if (!line.changes() && line.answer(visitor) == PageTable.Answer.DONE) {
                String page = visit.send(line).body();
                assertThat(routes.leadingNowhere(page)).as(line.toString()).isEmpty();
                links.addAll(PageRoutes.links(page));
            }
        }
        assertThat(links).hasSizeGreaterThan(2);
        for (String link : links) {
            assertThat(visit.browser().get(link).statusCode()).as(link).isLessThan(400);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.class)
    void answersAsTheTableSays(Visitor visitor) throws Exception {
        PageVisit visit = PageVisit.by(visitor, world, port);
        Map<String, String> before = sums.take();
        for (Line line : PageTable.lines()) {
            // what somebody may change is changed once, below
            if (!line.changes() || line.answer(visitor) != PageTable.Answer.DONE) {
                ROWS.incrementAndGet();
                HttpResponse<String> answer = visit.send(line);
                judge(answersRightly(visitor, line, answer), line, answer);
                judge(!line.changes() || sums.take().equals(before), line, answer);
                if (line.answer(visitor) == PageTable.Answer.REFUSED && line.names()) {
                    ROWS.incrementAndGet();
                    Line missing = line.gone(world);
                    HttpResponse<String> other = visit.send(missing);
                    boolean same = visit.comparable(line, answer).equals(visit.comparable(missing, other));
                    judge(same, missing, other);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void makesEveryChangeForWhoeverMay() throws Exception {
        PageWorld fresh = make("made");
        Map<Visitor, Browser> browsers = new HashMap<>();
        Set<String> unseen = new TreeSet<>();
        for (Line line : PageTable.lines()) {
            if (line.changes()) {
                ROWS.incrementAndGet();
                Visitor actor = line.need().actor();
                Browser browser = browsers.computeIfAbsent(actor, it -> fresh.browser(it, port));
                fillCodes(fresh, line);
                PageVisit visit = PageVisit.in(browser, fresh);
                Map<String, String> before = sums.take();
                HttpResponse<String> answer = visit.send(line);
                judge(answersRightly(actor, line, answer), line, answer);
                if (sums.take().equals(before)) {
                    unseen.add(line.path());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(unseen)
                .as("changes that the sums do not see, so that a refusal proves nothing")
                .isEqualTo(WITHOUT_TABLES);
    }

    @Test
    @Tag("G3")
    void refusesEveryFormThatIsForged() throws Exception {
        Map<String, String> before = sums.take();
        for (Line line : PageTable.lines()) {
            if (line.changes()) {
                Visitor actor = line.need().actor();
                PageVisit visit = PageVisit.by(actor, world, port);
                String anotherToken = PageVisit.by(actor, world, port).token();
                for (PageVisit forged : List.of(
                        visit.with(""),
                        visit.with(anotherToken),
                        visit.from("https://evil.example", port),
                        visit.from("null", port))) {
                    ROWS.incrementAndGet();
                    HttpResponse<String> answer = forged.send(line);
                    judge(answer.statusCode() == 403, line, answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
        Map<String, String> after = sums.take();
        // the browsers above signed in
        before.remove("accounts.session");
        after.remove("accounts.session");
        assertThat(after).isEqualTo(before);
    }

    private static boolean answersRightly(Visitor visitor, Line line, HttpResponse<String> answer) {
        boolean signIn = PageVisit.leadsToSignIn(line, answer);
        return switch (line.answer(visitor)) {
            case DONE -> FOUND.contains(answer.statusCode()) && !signIn;
            case REFUSED -> answer.statusCode() == 404 || !visitor.signedIn() && signIn;
            case PASSWORD_FIRST ->
                answer.statusCode() == 303 && Browser.location(answer).equals("/password");
            case READ_ONLY -> answer.statusCode() == 403;
        };
    }

    private void judge(boolean right, Line line, HttpResponse<String> answer) {
        if (!right) {
            String body = answer.body().replaceAll("(?s).*<main[^>]*>|<[^>]+>|\\s+", " ");
            wrong.add(line + ": " + answer.statusCode() + " " + Browser.location(answer) + " "
                    + body.substring(0, Math.min(SHOWN, body.length())));
        }
    }

    private PageWorld make(String name) {
        PageWorld made = new PageWorld();
        beans.autowireBean(made);
        made.gather(name, this::tokenMailedTo);
        push(made);
        return made;
    }

    private void push(PageWorld made) {
        try {
            new Pusher(port, made.user(Visitor.OWNER).name(), Cast.PASSWORD).push(made.fill("{org}/app"), "1.0");
            HttpResponse<String> tags = made.browser(Visitor.OWNER, port).get(made.fill("/r/{org}/app/-/tags"));
            Matcher digest = DIGEST.matcher(tags.body());
            assertThat(digest.find()).isTrue();
            made.know("digest", digest.group());
            BuildRows rows = new BuildRows(jdbc);
            String app = made.fill("{org}/app");
            connect(made, app);
            made.know("build", Integer.toString(rows.build(app, "FAILED")));
            made.know("waiting", Integer.toString(rows.build(app, "QUEUED")));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A Git repository, and what it sent.
    private void connect(PageWorld made, String app) throws IOException, InterruptedException {
        String page = "/r/" + app + "/-/build-triggers";
        HttpResponse<String> connected = made.browser(Visitor.OWNER, port)
                .submit(
                        page + "/new",
                        page,
                        PageTable.fields("provider=git&url=https://git.example.com/a/b&rule-0-source=branch"
                                + "&rule-0-pattern=main&rule-0-tags=latest&rule-0-enabled=yes"));
        String id = Browser.location(connected).replaceFirst(".*/build-triggers/([0-9a-f-]+).*", "$1");
        made.know("trigger", id);
        long delivery = jdbc.sql("""
                        INSERT INTO builds.delivery (trigger_id, key, event, verdict, body, body_hash, ref_kind,
                            ref_name, facts)
                        SELECT id, 'a1', 'push', 'BUILDS', '', sha256(''), 'BRANCH', 'main',
                            '[{"ref":{"kind":"BRANCH","name":"main"},"gone":false,"title":"","author":"",
                            "skipped":false}]'
                        FROM builds.trigger WHERE public_id = CAST(? AS UUID) RETURNING id
                        """).param(id).query(Long.class).single();
        made.know("delivery", Long.toString(delivery));
    }

    /// Codes are good for a moment only.
    private void fillCodes(PageWorld fresh, Line line) {
        long stranger = fresh.user(Visitor.STRANGER).id();
        if (line.form().contains("{code}")) {
            fresh.know("code", ShownCodes.now(factors.enrol(stranger).secret()));
        }
        if (line.form().contains("{recovery}")) {
            fresh.know("recovery", factors.regenerateCodes(stranger).getFirst());
        }
        fresh.know("fresh", fresh("fresh-"));
    }
}
