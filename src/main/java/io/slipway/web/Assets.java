package io.slipway.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The addresses of styles, scripts and pictures; each has the hash of its content in its name.
@Component
public class Assets {

    static final String FOLDER = "static/assets/";
    static final String PATH = "/assets/";

    private static final Logger LOG = LoggerFactory.getLogger(Assets.class);

    private final JsonNode manifest;

    Assets(JsonMapper json) throws IOException {
        this.manifest = read(json);
    }

    public String style() {
        return path("styles/main.css");
    }

    public String script() {
        return path("islands/main.ts");
    }

    public String icons() {
        return path("images/icons.svg");
    }

    public String logo() {
        return path("images/logo.svg");
    }

    private String path(String source) {
        return PATH + manifest.path(source).path("file").asString(source);
    }

    private static JsonNode read(JsonMapper json) throws IOException {
        ClassPathResource resource = new ClassPathResource(FOLDER + "manifest.json");
        if (!resource.exists()) {
            LOG.warn("the pages have no styles: this build left out the frontend (-Dfrontend.skip)");
            return json.valueToTree(Map.of());
        }
        try (InputStream stream = resource.getInputStream()) {
            return json.readTree(stream);
        }
    }
}
