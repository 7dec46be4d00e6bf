package dev.weir.flow.upstream;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Loop;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Sending;
import dev.weir.flow.credential.Credentials;
import dev.weir.flow.credential.Presented;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.provider.Guise;
import dev.weir.flow.provider.Provider;
import java.time.Duration;
import java.util.List;

/// Sends attempts over HTTP.
public final class HttpUpstream implements Upstream {
  private final ProviderClients clients;
  private final Loop loop;
  private final Credentials credentials;
  private final Duration headTimeout;

  /// @param headTimeout longest time until the head of an answer
  public HttpUpstream(
      ProviderClients clients, Loop loop, Credentials credentials, Duration headTimeout) {
    this.clients = clients;
    this.loop = loop;
    this.credentials = credentials;
    this.headTimeout = headTimeout;
  }

  @Override
  public Sending send(Attempt attempt, AnswerSink sink) {
    Provider provider = attempt.provider();
    String path = path(attempt);
    Headers unsigned =
        HeaderRules.outbound(attempt.headers()).plus("x-client-request-id", attempt.id());
    return switch (credentials.present(provider, path, unsigned, attempt.body())) {
      case Presented.Signed(Headers headers, List<String> secrets) -> {
        Unpacking answer = new Unpacking(loop, BlottedKey.of(sink, secrets));
        OutboundRequest request =
            new OutboundRequest(
                attempt.line().map(Attempt.Line::method).orElse("POST"),
                provider.origin(),
                path,
                headers,
                attempt.body(),
                headTimeout);
        yield answer.over(clients.of(provider).send(loop, request, answer));
      }
      case Presented.Missing(String why) -> {
        loop.execute(() -> sink.failed(new Failure(Failure.Kind.UNSIGNED, why)));
        yield new Unsent();
      }
    };
  }

  /// The provider's own path and query, and what of the caller's query it may have. Where another
  /// vendor's wire is asked for, the caller's query was meant for that vendor; Bedrock's own has
  /// none.
  private static String path(Attempt attempt) {
    Provider provider = attempt.provider();
    String path =
        attempt
            .line()
            .map(line -> provider.basePath() + line.path())
            .orElseGet(() -> provider.pathOf(attempt.wire(), attempt.model(), attempt.stream()));
    boolean foreign = !provider.family().guise().equals(Guise.NONE);
    if (foreign || attempt.wire().dialect() == Dialect.BEDROCK) {
      return path;
    }
    boolean again = attempt.line().filter(line -> line.method().equals("GET")).isPresent();
    String query = HeaderRules.query(attempt.query(), path, again);
    return query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? "?" : "&") + query;
  }
}
