package io.slipway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// @param groups by resource
public record ApiDocsPage(Shell shell, List<Group> groups) {

    public static final String DOCUMENT = "/api/openapi.json";

    private static final int RESOURCE = 3;

    /// @param name as in the path: `tokens`
    public record Group(String name, List<Operation> operations) {}

    /// @param fields  of the JSON body, each with its type
    /// @param answers statuses
    public record Operation(String method, String path, List<String> fields, List<String> answers) {

        public String id() {
            return method.toLowerCase(Locale.ROOT) + path.replaceAll("[^a-zA-Z0-9]+", "-");
        }

        public String command(String base) {
            String change = method.equals("GET") ? "" : " -X " + method;
            String body = fields.isEmpty() ? "" : " -H 'Content-Type: application/json' -d '{…}'";
            return "curl -u <name>" + change + body + " " + base + path;
        }
    }

    public String document() {
        return DOCUMENT;
    }

    /// As this page was reached.
    public String base() {
        return (shell.insecure() ? "http://" : "https://") + shell.registry();
    }

    static ApiDocsPage of(Shell shell, JsonNode document) {
        Map<String, List<Operation>> groups = new TreeMap<>();
        document.path("paths").forEachEntry((path, methods) -> {
            String[] parts = path.split("/");
            String resource = parts.length > RESOURCE ? parts[RESOURCE] : path;
            List<Operation> operations = groups.computeIfAbsent(resource, _ -> new ArrayList<>());
            methods.forEachEntry((method, operation) -> operations.add(operation(document, path, method, operation)));
        });
        return new ApiDocsPage(
                shell,
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList());
    }

    private static Operation operation(JsonNode document, String path, String method, JsonNode operation) {
        String reference = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema")
                .path("$ref")
                .asString("");
        List<String> fields = new ArrayList<>();
        document.path("components")
                .path("schemas")
                .path(reference.substring(reference.lastIndexOf('/') + 1))
                .path("properties")
                .forEachEntry((name, schema) -> fields.add(name + ": " + type(schema)));
        List<String> answers = operation
                .path("responses")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(status -> !status.equals("default"))
                .sorted()
                .toList();
        return new Operation(method.toUpperCase(Locale.ROOT), path, fields, answers);
    }

    private static String type(JsonNode schema) {
        String type = schema.path("type").isArray()
                ? schema.path("type").path(0).asString("")
                : schema.path("type").asString("object");
        return type.equals("array") ? type(schema.path("items")) + "[]" : type;
    }
}
