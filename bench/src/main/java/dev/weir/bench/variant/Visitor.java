package dev.weir.bench.variant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Somebody at the console: signed in by a personal key, with the cookie of the session.
public final class Visitor implements AutoCloseable {
  private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);
  private static final Pattern ASSET = Pattern.compile("(?:src|href|content)=\"(/assets/[^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI console;
  private final String cookie;

  /// @param text of the page
  /// @param bytes of it as sent, compressed
  public record Seen(String text, long bytes) {
    /// What the page has the browser load, the charts too.
    public List<String> assets() {
      return ASSET.matcher(text).results().map(link -> link.group(1)).distinct().toList();
    }
  }

  Visitor(URI console, String key) {
    this.console = console;
    HttpResponse<byte[]> in =
        send(
            request("/sign-in")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .POST(
                    BodyPublishers.ofString(
                        "key=" + URLEncoder.encode(key, StandardCharsets.UTF_8))));
    this.cookie =
        in.headers().allValues("set-cookie").stream()
            .filter(set -> set.contains("_session="))
            .map(set -> set.substring(0, set.indexOf(';')))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("signing in was answered " + in.statusCode()));
  }

  /// Asks for a page, or a file of it.
  public Seen see(String path) {
    HttpResponse<byte[]> answer =
        send(request(path).header("cookie", cookie).header("accept-encoding", "gzip").GET());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "GET %s was answered %d: %s".formatted(path, answer.statusCode(), text(answer)));
    }
    return new Seen(text(answer), answer.body().length);
  }

  private static String text(HttpResponse<byte[]> answer) {
    boolean packed =
        answer.headers().firstValue("content-encoding").filter("gzip"::equals).isPresent();
    if (!packed) {
      return new String(answer.body(), StandardCharsets.UTF_8);
    }
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer is not what its header says", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(console.resolve(path)).timeout(ANSWERED_WITHIN);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    try {
      return http.send(built, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(built.uri() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + built.uri(), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
