package dev.weir.view.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Breach;
import dev.weir.base.http.Exchange;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpListener;
import dev.weir.view.api.ApiRequest.Caller;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The API over HTTP: every request on a virtual thread of its own.
public final class ControlPlane implements HttpListener.Receiver {
  private static final String BEARER = "Bearer ";

  private final Api api;
  private final Executor blocking;

  /// @param blocking runs each request; may block
  public ControlPlane(Api api, Executor blocking) {
    this.api = api;
    this.blocking = blocking;
  }

  @Override
  public void accept(Exchange exchange) {
    blocking.execute(() -> answer(exchange, api.handle(request(exchange))));
  }

  /// Nobody can make this gateway keep a body without an operator's key and the role for it.
  @Override
  public Optional<Consumer<Exchange>> withoutBody(Exchange head) {
    return api.refusal(request(head)).map(refusal -> exchange -> answer(exchange, refusal));
  }

  private static ApiRequest request(Exchange exchange) {
    return new ApiRequest(
        exchange.method(),
        exchange.path(),
        exchange.query(),
        caller(exchange.headers()),
        Content.of(exchange.headers(), exchange.body()));
  }

  @Override
  public void breached(Exchange exchange, Breach breach) {
    answer(exchange, Api.breached(breach, Content.of(exchange.headers(), new byte[0])));
  }

  private static Caller caller(Headers headers) {
    return headers
        .get("authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .<Caller>map(value -> new Caller.Bearer(value.substring(BEARER.length()).strip()))
        .orElseGet(Caller.Nobody::new);
  }

  private static void answer(Exchange exchange, ApiResponse response) {
    switch (response.body()) {
      case ApiResponse.Body.Whole whole ->
          exchange.end(response.status(), headers(response), whole.bytes());
      case ApiResponse.Body.Streamed streamed -> stream(exchange, response, streamed);
    }
  }

  /// What fails before anything is sent is told as any failure; afterwards the client sees that the
  /// answer is torn.
  private static void stream(
      Exchange exchange, ApiResponse response, ApiResponse.Body.Streamed body) {
    AnswerStream stream = new AnswerStream(exchange, response.status(), headers(response));
    Writer out = new OutputStreamWriter(stream, UTF_8);
    try {
      body.writing().to(out);
      out.flush();
      stream.complete();
    } catch (IOException gone) {
      exchange.abort();
    } catch (AnswerFailed failure) {
      if (stream.isBegun()) {
        exchange.abort();
      } else {
        answer(exchange, failure.instead());
      }
    }
  }

  private static Headers headers(ApiResponse response) {
    Headers headers =
        Headers.of(
            "content-type", response.type(),
            "cache-control", "no-store",
            "x-content-type-options", "nosniff");
    for (var header : response.headers().entrySet()) {
      headers = headers.with(header.getKey(), header.getValue());
    }
    return headers;
  }
}
