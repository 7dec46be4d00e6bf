package dev.weir.view.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The API of a running gateway.
public final class HttpTransport implements Transport {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(15);
  private static final int PART = 16 * 1024;

  private final URI server;
  private final String key;
  private final HttpClient client;

  /// @param server without a path
  /// @param key the operator's, sent with each request
  public HttpTransport(URI server, String key) {
    this(server, key, Optional.empty());
  }

  /// @param trust whom to trust; empty = the authorities that Java trusts
  public HttpTransport(URI server, String key, Optional<SSLContext> trust) {
    this.server = server;
    this.key = key;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  @Override
  public String destination() {
    return server.toString();
  }

  @Override
  public Reply send(Request request) {
    HttpResponse<String> answer = answered(request, HttpResponse.BodyHandlers.ofString());
    return reply(answer, answer.body());
  }

  @Override
  public Reply send(Request request, Writer out) throws IOException {
    HttpResponse<InputStream> answer = answered(request, HttpResponse.BodyHandlers.ofInputStream());
    StringWriter refusal = new StringWriter();
    try (Reader body = new InputStreamReader(answer.body(), StandardCharsets.UTF_8)) {
      copy(body, reply(answer, "").isSuccess() ? out : refusal);
    }
    return reply(answer, refusal.toString());
  }

  private void copy(Reader body, Writer out) throws IOException {
    char[] part = new char[PART];
    for (int read = read(body, part); read >= 0; read = read(body, part)) {
      out.write(part, 0, read);
    }
  }

  /// Tells apart what comes to an end too early from what cannot be written.
  private int read(Reader body, char[] part) {
    try {
      return body.read(part);
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.UNREACHABLE, "the answer of %s is torn: %s".formatted(server, reason(e)));
    }
  }

  private static Reply reply(HttpResponse<?> answer, String body) {
    return new Reply(answer.statusCode(), body, answer.headers().firstValue("x-weir-incomplete"));
  }

  private <T> HttpResponse<T> answered(Request request, HttpResponse.BodyHandler<T> body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(server.resolve(request.path()))
            .timeout(ANSWER)
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    if (!request.body().isEmpty()) {
      builder.header("content-type", request.type());
    }
    if (!key.isEmpty()) {
      builder.header("authorization", "Bearer " + key);
    }
    try {
      return client.send(builder.build(), body);
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.UNREACHABLE, "no answer from %s: %s".formatted(server, reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.UNREACHABLE, "interrupted while waiting for " + server);
    }
  }

  /// The client's own exceptions often have no message.
  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return failure instanceof ConnectException && message == null
        ? "nobody listens there, or it cannot be reached"
        : message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.close();
  }
}
