package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Deletes and restores in a browser; each test has a repository of its own.
@SlipwayTest
class TrashPagesHttpTest extends AdaPages {

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @Test
    void deletesTagsAfterALookAtWhatWouldGo() throws Exception {
        pusher.push(name, "1.0", "latest");
        pusher.push(name, "1.1");
        String delete = page + "delete?tag=1.0&tag=1.1&tag=9.9";

        String before = ada.get(delete).body();
        assertThat(before)
                .contains("value=\"1.0\"", "value=\"1.1\"", "Not here:", "9.9", "keep them:", "latest")
                .contains("for 7 days");
        assertThat(ada.get("/r/" + name + "/-/tags").body()).contains(">1.0<", ">1.1<");

        HttpResponse<String> done = ada.submit(delete, delete, Map.of());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(Browser.location(done)).isEqualTo(page + "tags?done=deleted");
        assertThat(ada.get(page + "tags").body()).contains(">latest<").doesNotContain(">1.0<", ">1.1<");
    }

    @Test
    void deletesAllThatTheListShows() throws Exception {
        String[] many =
                IntStream.range(0, 501).mapToObj("build-%03d"::formatted).toArray(String[]::new);
        pusher.push(name, many);
        pusher.push(name, "1.0");
        assertThat(ada.get(page + "tags").body()).doesNotContain("all=yes");
        assertThat(ada.get(page + "tags?q=build").body()).contains("delete?all=yes&amp;q=build", "all 501 that match");

        String delete = ada.get(page + "delete?all=yes&q=build").body();

        assertThat(delete)
                .contains("the first 500", "value=\"build-000\"", "value=\"build-499\"")
                .doesNotContain("value=\"build-500\"", "value=\"1.0\"");
        HttpResponse<String> done = ada.submit(
                page + "delete?all=yes&q=build",
                page + "delete?tag=" + String.join("&tag=", Arrays.copyOf(many, 500)),
                Map.of());
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(ada.get(page + "tags").body())
                .contains(">1.0<", ">build-500<")
                .doesNotContain(">build-499<");
    }

    @Test
    void bringsADeletedImageBack() throws Exception {
        pusher.push(name, "1.0");
        String digest = digest("1.0");

        ada.submit(page + "delete?digest=" + digest, page + "delete", Map.of("digest", digest));
        assertThat(ada.get(page + "tags").body()).doesNotContain(">1.0<");
        assertThat(ada.get(page + "trash").body()).contains(digest, "1.0", "href=\"/u/ada\"");

        HttpResponse<String> done = ada.submit(page + "trash", page + "trash", Map.of("digest", digest));

        assertThat(Browser.location(done)).isEqualTo(page + "trash?done=restored");
        assertThat(ada.get(page + "tags").body()).contains(">1.0<");
        assertThat(ada.get(page + "trash").body()).contains("Nothing here can be restored.");
    }

    @Test
    void deletesWhatAnIndexNeedsOnlyWithTheIndex() throws Exception {
        pusher.push(name, "arm");
        String child = digest("arm");
        int size = pusher.read(name, "arm").length();
        String index = pusher.manifest(name, "multi", INDEX, """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [
                 {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "%s", "size": %d}]}
                """.formatted(INDEX, child, size));
        String delete = page + "delete?digest=" + child;

        assertThat(ada.get(delete).body()).contains(index, "multi", "name=\"parents\"");
        HttpResponse<String> refused = ada.submit(delete, page + "delete", Map.of("digest", child));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("An index needs this image");

        ada.submit(delete, page + "delete", Map.of("digest", child, "parents", "yes"));
        assertThat(ada.get(page + "tags").body()).doesNotContain(">multi<", ">arm<");
    }

    @Test
    void putsATagBackInItsHistory() throws Exception {
        pusher.push(name, "latest");
        String before = digest("latest");
        pusher.push(name, "latest");
        assertThat(ada.get(page + "history").body())
                .contains("action=\"" + page + "restore\"", "name=\"digest\" value=\"" + before + "\"");

        HttpResponse<String> done =
                ada.submit(page + "history", page + "restore", Map.of("tag", "latest", "digest", before));

        assertThat(Browser.location(done)).isEqualTo(page + "history?done=restored");
        assertThat(digest("latest")).isEqualTo(before);
        assertThat(ada.get(Browser.location(done)).body()).containsSubsequence("It is restored.", "Restored", "Moved");
    }

    @Test
    void saysThatThereIsNothingToDelete() throws Exception {
        pusher.push(name, "1.0");

        for (String nothing : new String[] {"delete", "delete?tag=none"}) {
            assertThat(ada.get(page + nothing).body())
                    .contains("There is none of these tags.")
                    .doesNotContain("btn-error");
        }
        assertThat(ada.get(page + "delete?tag=%3Cscript%3E").statusCode()).isEqualTo(404);
        assertThat(ada.get(page + "delete?digest=sha256:0").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("B4")
    void hidesFromWhoeverMayNotDelete() throws Exception {
        pusher.push(name, "1.0");
        Browser eve = as("eve");

        for (String path : new String[] {"delete?tag=1.0", "delete?digest=" + digest("1.0"), "trash", "restore"}) {
            HttpResponse<String> answer = eve.get(page + path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("1.0");
        }
    }

    private String digest(String tag) throws Exception {
        return Digest.sha256(pusher.read(name, tag).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
