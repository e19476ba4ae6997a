package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// What can be said of the compose files without their program; the end-to-end stage reads them by its own loader.
class ComposeFilesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_0-9]+)(:?[-?][^}]*)?}");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|KEY|SECRET|TOKEN).*");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> overlays = Files.list(Path.of("docs/compose"))) {
            return Stream.concat(
                            Stream.of(Path.of("docker-compose.yml")),
                            overlays.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream())
                    .filter(file -> file.getFileName().toString().contains("compose"));
        }
    }

    @Tag("I1")
    @ParameterizedTest
    @MethodSource("files")
    void givesNoSecretADefault(Path file) throws IOException {
        VARIABLE.matcher(Files.readString(file)).results().forEach(found -> {
            if (SECRET.matcher(found.group(1)).matches()) {
                assertThat(String.valueOf(found.group(2))).as(found.group()).startsWith(":?");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesOneVersionOfEachImageAndSeesWhetherItLives(Path file) throws IOException {
        services(file).forEach((name, service) -> {
            Optional<String> image = scalar(service, "image").filter(it -> !it.startsWith("slipway"));
            image.ifPresent(it -> assertThat(it).as(name).matches(".+:v?\\d[\\w.]*"));
            if (image.isPresent() && scalar(service, "restart").isPresent()) {
                assertThat(child(service, "healthcheck"))
                        .as("health check of " + name)
                        .isPresent();
            }
        });
    }

    @Test
    void theExampleNamesWhatHasToBeGiven() throws IOException {
        String example = Files.readString(Path.of(".env.example"));
        for (Path file : files().toList()) {
            VARIABLE.matcher(Files.readString(file))
                    .results()
                    .forEach(found -> assertThat(example).contains(found.group(1) + "="));
        }
    }

    @Test
    void mountsWhatIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : files().toList()) {
            Pattern.compile("- \\./([^:]+):")
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(found -> {
                        if (!Files.exists(Path.of(found.group(1)))) {
                            missing.add(file + ": " + found.group(1));
                        }
                    });
        }
        assertThat(missing).isEmpty();
    }

    private static Map<String, Node> services(Path file) throws IOException {
        Map<String, Node> services = new TreeMap<>();
        Node root = new Yaml().compose(Files.newBufferedReader(file));
        Node parent = child(root, "services").orElseThrow();
        ((MappingNode) parent)
                .getValue()
                .forEach(entry -> services.put(((ScalarNode) entry.getKeyNode()).getValue(), entry.getValueNode()));
        return services;
    }

    private static Optional<Node> child(Node parent, String name) {
        return ((MappingNode) parent)
                .getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .map(entry -> entry.getValueNode())
                        .findFirst();
    }

    private static Optional<String> scalar(Node parent, String name) {
        return child(parent, name).filter(ScalarNode.class::isInstance).map(node -> ((ScalarNode) node).getValue());
    }
}
