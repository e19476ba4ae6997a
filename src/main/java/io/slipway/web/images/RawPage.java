package io.slipway.web.images;

import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A manifest and its config as they were pushed.
///
/// @param config empty where there is none to show
public record RawPage(Shell shell, RepositoryHead head, String digest, Text manifest, Optional<Text> config) {

    /// @param whole nothing was left out
    public record Text(String text, boolean whole) {

        static Text of(byte[] bytes, int limit) {
            boolean whole = bytes.length <= limit;
            String text = new String(bytes, 0, Math.min(bytes.length, limit), StandardCharsets.UTF_8);
            return new Text(JsonText.indent(text), whole);
        }
    }

    public String path() {
        return head.path("manifests/" + digest);
    }
}
