package io.slipway.web.settings;

import io.slipway.web.Shell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// @param codes shown once
public record RecoveryCodesPage(Shell shell, List<String> codes) {

    public String section() {
        return "security";
    }

    public String text() {
        return String.join("\n", codes);
    }

    /// A file without another request, which could not show the codes again.
    public String file() {
        return "data:text/plain;charset=utf-8," + URLEncoder.encode(text() + "\n", StandardCharsets.UTF_8);
    }
}
