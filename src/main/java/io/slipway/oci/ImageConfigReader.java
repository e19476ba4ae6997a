package io.slipway.oci;

import io.slipway.oci.ImageConfig.Settings;
import io.slipway.oci.ImageConfig.Step;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one config, whose keys come in any order, and more than once: the last one counts.
final class ImageConfigReader {

    private final LooseJson json;

    private String os = "";
    private String architecture = "";
    private Optional<String> variant = Optional.empty();
    private Optional<String> osVersion = Optional.empty();
    private Optional<Instant> created = Optional.empty();
    private Optional<String> author = Optional.empty();
    private Map<String, String> labels = Map.of();
    private List<Step> history = List.of();

    private List<String> entrypoint = List.of();
    private List<String> command = List.of();
    private List<String> environment = List.of();
    private List<String> ports = List.of();
    private List<String> volumes = List.of();
    private Optional<String> user = Optional.empty();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> stopSignal = Optional.empty();

    private ImageConfigReader(LooseJson json) {
        this.json = json;
    }

    static ImageConfig read(InputStream bytes) {
        return LooseJson.read(bytes, json -> {
            ImageConfigReader reader = new ImageConfigReader(json);
            json.object(reader::field);
            return reader.config();
        });
    }

    private void field(String key) {
        switch (key) {
            case "os" -> os = json.text();
            case "architecture" -> architecture = json.text();
            case "variant" -> variant = json.optionalText();
            case "os.version" -> osVersion = json.optionalText();
            case "created" -> created = json.instant();
            case "author" -> author = json.optionalText();
            case "config" -> json.object(this::setting);
            case "history" -> history = json.array(StepReader::read);
            default -> json.skip();
        }
    }

    private void setting(String key) {
        switch (key) {
            case "Entrypoint" -> entrypoint = json.texts();
            case "Cmd" -> command = json.texts();
            case "Env" -> environment = json.texts();
            case "ExposedPorts" -> ports = json.keys();
            case "Volumes" -> volumes = json.keys();
            case "User" -> user = json.optionalText();
            case "WorkingDir" -> workingDirectory = json.optionalText();
            case "StopSignal" -> stopSignal = json.optionalText();
            case "Labels" -> labels = json.map();
            default -> json.skip();
        }
    }

    private ImageConfig config() {
        return new ImageConfig(
                new Platform(os, architecture, variant, osVersion),
                created,
                author,
                new Settings(entrypoint, command, environment, ports, volumes, user, workingDirectory, stopSignal),
                labels,
                history,
                json.cut());
    }

    private static final class StepReader {

        private Optional<Instant> created = Optional.empty();
        private String createdBy = "";
        private String comment = "";
        private boolean empty;

        static Step read(LooseJson json) {
            StepReader reader = new StepReader();
            json.object(key -> {
                switch (key) {
                    case "created" -> reader.created = json.instant();
                    case "created_by" -> reader.createdBy = json.text();
                    case "comment" -> reader.comment = json.text();
                    case "empty_layer" -> reader.empty = json.isTrue();
                    default -> json.skip();
                }
            });
            return new Step(reader.created, reader.createdBy, reader.comment, reader.empty);
        }
    }
}
