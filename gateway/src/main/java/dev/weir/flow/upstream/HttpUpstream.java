package dev.weir.flow.upstream;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Loop;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Sending;
import java.time.Duration;

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
    Headers headers =
        credentials.onto(
            HeaderRules.outbound(attempt.headers()).plus("x-client-request-id", attempt.id()),
            attempt.provider());
    Attempt.Line line =
        attempt
            .line()
            .map(own -> new Attempt.Line(own.method(), attempt.provider().basePath() + own.path()))
            .orElseGet(() -> new Attempt.Line("POST", path(attempt)));
    String query = HeaderRules.query(attempt.query());
    OutboundRequest request =
        new OutboundRequest(
            line.method(),
            attempt.provider().origin(),
            query.isEmpty() ? line.path() : line.path() + "?" + query,
            headers,
            attempt.body(),
            headTimeout);
    AnswerSink blotted = new BlottedKey(sink, credentials.of(attempt.provider()));
    Unpacking answer = new Unpacking(loop, blotted);
    return answer.over(clients.of(attempt.provider()).send(loop, request, answer));
  }

  private static String path(Attempt attempt) {
    return attempt.provider().pathOf(attempt.wire(), attempt.model(), attempt.stream());
  }
}
