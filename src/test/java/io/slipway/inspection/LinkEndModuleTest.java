package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LinkEndModuleTest extends SharedLayers {

    @Test
    @Tag("C15")
    void followsLinksInsideOfTheImage() {
        Map<String, String> ends = ends(
                push(tar().directory("etc")
                        .file("etc/file", "1")
                        .file("etc/gone", "1")
                        .symlink("to/file", "../etc/file")
                        .symlink("to/gone", "/etc/gone")
                        .symlink("to/dir", "/etc")
                        .symlink("to/root", "/")
                        .symlink("to/above", "../../../..")
                        .symlink("to/out", "../../../../etc/file")
                        .symlink("to/self", "self")
                        .symlink("to/through", "dir/file")
                        .symlink("to/below", "file/nothing")
                        .symlink("to/null", "/dev/null")
                        .header("dev/null", '3', 0, "")
                        .hardlink("to/hard", "etc/file")
                        .gzip()),
                push(tar().file("etc/.wh.gone", "").gzip()));

        assertThat(ends)
                .containsOnly(
                        Map.entry("file", "etc/file FILE"),
                        Map.entry("gone", " none"),
                        Map.entry("dir", "etc DIRECTORY"),
                        Map.entry("root", " DIRECTORY"),
                        Map.entry("above", " DIRECTORY"),
                        Map.entry("out", "etc/file FILE"),
                        Map.entry("self", " none"),
                        Map.entry("through", "etc/file FILE"),
                        Map.entry("below", " none"),
                        Map.entry("null", "dev/null DEVICE"),
                        Map.entry("hard", "etc/file FILE"));
    }

    @Test
    @Tag("C15")
    void followsSixteenLinksAndNoMore() {
        TarBuilder archive = tar().file("end", "1");
        for (int i = 1; i <= 20; i++) {
            archive.symlink("chain" + i, i == 1 ? "/end" : "/chain" + (i - 1));
        }
        for (int i = 1; i <= 20; i++) {
            archive.symlink("to/" + i, "/chain" + i);
        }
        String deep = "d/".repeat(40) + "x";
        archive.symlink("to/deep", "/" + deep);

        Map<String, String> ends = ends(push(archive.gzip()));

        assertThat(ends).containsEntry("1", "end FILE").containsEntry("16", "end FILE");
        assertThat(ends).containsEntry("17", " none").containsEntry("20", " none");
        assertThat(ends).doesNotContainKey("deep");
    }

    private Map<String, String> ends(Layer... layers) {
        ImageFiles image = await().until(() -> look(layers), ImageFiles::ready);
        Map<String, LinkEnd> ends = files.ends(
                image,
                "to",
                files.merged(image, "to", FilePosition.START, 100).orElseThrow().items());
        return ends.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        it -> it.getValue().path() + " "
                                + it.getValue().kind().map(Enum::name).orElse("none")));
    }
}
