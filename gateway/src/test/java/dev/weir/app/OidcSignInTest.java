package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConsolePart;
import dev.weir.app.config.GroupPart;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.Listen;
import dev.weir.app.config.OidcPart;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.ShutdownPart;
import dev.weir.app.config.StartPart;
import dev.weir.app.config.WeirConfig;
import dev.weir.flow.books.Operator.Role;
import dev.weir.view.oidc.PretendedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The console of a gateway whose people sign in at a provider.
@Timeout(60)
class OidcSignInTest {
  private static final URI URL = URI.create("http://127.0.0.1:8081/");

  @TempDir private Path data;
  private final PretendedProvider provider = new PretendedProvider();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> cookies = new ArrayList<>();
  private Assembly assembly;

  @BeforeEach
  void start() {
    WeirConfig usual = WeirConfig.DEFAULT;
    HostPort free = new HostPort("127.0.0.1", 0);
    OidcPart corp =
        new OidcPart(
            provider.issuer(),
            PretendedProvider.CLIENT,
            new SecretReference("env:CORP"),
            URL,
            List.of("openid"),
            "groups",
            Duration.ofMinutes(1),
            Map.of("staff", new GroupPart(Role.VIEWER, List.of(), List.of())));
    ConsolePart console =
        new ConsolePart(
            usual.console().sessionIdle(),
            usual.console().sessionLife(),
            usual.console().sessionLifeOidc(),
            usual.console().sessions(),
            false,
            Map.of("corp", corp));
    assembly =
        Assembly.start(
            new WeirConfig(
                new Listen(free, free),
                usual.tls(),
                console,
                data,
                usual.journal(),
                usual.edge(),
                usual.upstream(),
                Map.of(),
                usual.routing(),
                usual.corrections(),
                usual.bills(),
                usual.alerts(),
                usual.telemetry(),
                new StartPart(Duration.ZERO),
                new ShutdownPart(Duration.ZERO, Duration.ofSeconds(20)),
                usual.logs()),
            Map.of("CORP", PretendedProvider.SECRET),
            System.getLogger("weir-test"));
  }

  @AfterEach
  void stop() {
    assembly.close();
    provider.close();
    client.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + assembly.controlPort() + path))
            .timeout(Duration.ofSeconds(30));
    if (!cookies.isEmpty()) {
      request.header("cookie", String.join("; ", cookies));
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    answer
        .headers()
        .allValues("set-cookie")
        .forEach(it -> cookies.add(it.substring(0, it.indexOf(';'))));
    return answer;
  }

  private static URI location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return URI.create(answer.headers().firstValue("location").orElseThrow());
  }

  /// The path by which the provider sends the browser back.
  private String agreed() throws IOException, InterruptedException {
    URI back = provider.agree(location(get("/sign-in/corp?next=%2Fme")));
    assertThat(back.toString()).startsWith(URL + "sign-in/corp?");
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  @Test
  void signsInThereAndGoesBackToWhereOneWas() throws IOException, InterruptedException {
    assertThat(get("/first-run?next=%2Fme").body())
        .contains("href=\"/sign-in/corp?next=%2Fme\"", "Sign in with corp");

    HttpResponse<String> in = get(agreed());

    assertThat(location(in).toString()).isEqualTo("/me");
    assertThat(in.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("weir_session=ws_")
        .contains("HttpOnly", "SameSite=Lax");
    assertThat(get("/me").body()).contains("Ada Lovelace", "viewer");
    assertThat(get("/rows?of=%2Fapi%2Fv1%2Foperators").statusCode())
        .as("a viewer here, whatever there")
        .isEqualTo(403);
  }

  @Test
  void anotherBrowserDoesNotGetInByALinkOfThisOne() throws IOException, InterruptedException {
    String back = agreed();
    cookies.clear();

    HttpResponse<String> answer = get(back);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("was not begun in this browser");
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void whatTheProviderSaysIsShownAndNotRun() throws IOException, InterruptedException {
    URI there = location(get("/sign-in/corp"));
    String state = PretendedProvider.form(there.getRawQuery()).get("state");

    HttpResponse<String> answer =
        get("/sign-in/corp?error=access_denied&error_description=%3Cimg%20src=x%3E&state=" + state);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("corp says: access_denied &lt;img").doesNotContain("<img");
    assertThat(get("/sign-in/nobody").headers().firstValue("location").orElseThrow())
        .startsWith("/sign-in?next=");
  }
}
