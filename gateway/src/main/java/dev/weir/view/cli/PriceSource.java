package dev.weir.view.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A list of prices that is read anew on this machine: a file, or an address.
///
/// @param location an absolute path, or begins with `https://` or `http://`
record PriceSource(String format, String location) {
  private static final int BYTES_MAX = 64 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int OK = 200;

  /// @param observedAt the day on which this was known: that of the file, or today
  record Content(String text, LocalDate observedAt) {}

  /// `litellm=/lists/prices.json`.
  static PriceSource written(String text, Terminal terminal) {
    String[] pair = Written.pair("--from", text);
    return new PriceSource(
        pair[0],
        isAddress(pair[1]) ? pair[1] : terminal.path(Path.of(pair[1])).toAbsolutePath().toString());
  }

  private static boolean isAddress(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }

  Content read(Terminal terminal) {
    try {
      return isAddress(location)
          ? fetched(LocalDate.ofInstant(terminal.clock().instant(), ZoneOffset.UTC))
          : file(Path.of(location));
    } catch (IOException e) {
      throw failed(e.getClass().getSimpleName());
    }
  }

  private static Content file(Path file) throws IOException {
    String text = Files.readString(file);
    return new Content(
        text, LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC));
  }

  private Content fetched(LocalDate today) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(location)).timeout(ANSWER).build();
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(BYTES_MAX + 1);
        if (answer.statusCode() != OK) {
          throw failed("status " + answer.statusCode());
        }
        if (bytes.length > BYTES_MAX) {
          throw failed("it has more than %d bytes".formatted(BYTES_MAX));
        }
        return new Content(new String(bytes, StandardCharsets.UTF_8), today);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    } catch (IllegalArgumentException malformed) {
      throw failed("it is no address");
    }
  }

  private CommandFailure failed(String why) {
    return new CommandFailure(Exit.REFUSED, "%s cannot be read: %s".formatted(location, why));
  }
}
