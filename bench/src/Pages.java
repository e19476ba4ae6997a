import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Pages as one browser asks for them, after it signed in.
final class Pages {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String site;

    Pages(int port) {
        this.site = "http://127.0.0.1:" + port;
    }

    void signIn(String name, String password) throws IOException, InterruptedException {
        var token = TOKEN.matcher(get("/login"));
        if (!token.find()) {
            throw new IllegalStateException("The form to sign in has no token");
        }
        var form =
                "_csrf=" + encode(token.group(1)) + "&next=&username=" + encode(name) + "&password=" + encode(password);
        var answer = send(HttpRequest.newBuilder(URI.create(site + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        if (answer.statusCode() != 302 && answer.statusCode() != 303) {
            throw new IllegalStateException("Signing in was answered " + answer.statusCode());
        }
    }

    String get(String path) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(URI.create(site + path)).GET());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
