package dev.weir.flow.edge;

import dev.weir.base.http.Exchange;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.HttpListener;
import dev.weir.flow.books.Books;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Route;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Routes;
import dev.weir.flow.upstream.Credentials;
import dev.weir.flow.upstream.HttpUpstream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The routes for applications. Every route meters or refuses; nothing passes unmetered.
public final class DataPlane implements HttpListener.Receiver {
  private static final String ROUTES =
      Stream.concat(
              Arrays.stream(Route.values()).map(route -> route.method() + " " + route.path()),
              Stream.of("GET /weir/me"))
          .collect(Collectors.joining(", "));
  private static final String ME = "/weir/me";
  private static final String MODELS = "/v1/models";

  /// Replaced as a whole; a call keeps the rooms it was accepted with.
  private volatile Rooms rooms;

  DataPlane(Rooms rooms) {
    this.rooms = rooms;
  }

  /// A data plane over HTTP upstreams.
  ///
  /// @param counting where counting of tokens may block
  /// @param random for call ids; thread-safe
  public static DataPlane over(
      HttpClient client,
      Credentials credentials,
      Duration headTimeout,
      Books books,
      Routes routes,
      Ledger ledger,
      EdgeLimits limits,
      Executor counting,
      NanoClock nanos,
      RandomGenerator random,
      Signals signals) {
    return new DataPlane(
        new Rooms(
            books::inForce,
            new Identify(),
            routes,
            ledger,
            upstreams(client, credentials, headTimeout),
            new Settlement(ledger, new TokenCounter(), counting, signals),
            limits,
            nanos,
            random,
            signals));
  }

  private static Upstreams upstreams(
      HttpClient client, Credentials credentials, Duration headTimeout) {
    return caller ->
        new HttpUpstream(
            client, ((HttpCaller) caller).exchange().loop(), credentials, headTimeout);
  }

  /// Calls that are accepted from now on go these ways; those under way end as they began.
  public void go(
      HttpClient client,
      Credentials credentials,
      Duration headTimeout,
      Routes routes,
      EdgeLimits limits) {
    rooms = rooms.going(routes, upstreams(client, credentials, headTimeout), limits);
  }

  @Override
  public void accept(Exchange exchange) {
    accept(new HttpCaller(exchange));
  }

  void accept(Caller caller) {
    Rooms now = rooms;
    if (caller.path().equals(ME) && caller.method().equals("GET")) {
      new Me(now).answer(caller);
      return;
    }
    if (caller.path().equals(MODELS) && caller.method().equals("GET")) {
      new ModelList(now).answer(caller, dialectOf(caller));
      return;
    }
    Optional<Route> route = Route.of(caller.method(), caller.path());
    if (route.isPresent()) {
      new Passage(now, caller, route.get()).begin();
      return;
    }
    refuse(
        caller,
        Refusal.of(
            Refusal.Kind.ROUTE_UNKNOWN,
            "no route %s %s; there are %s".formatted(caller.method(), cut(caller.path()), ROUTES)));
  }

  @Override
  public void tooLarge(Exchange exchange) {
    refuse(
        new HttpCaller(exchange),
        Refusal.of(Refusal.Kind.BODY_TOO_LARGE, "the request body is larger than edge.body_max"));
  }

  private void refuse(Caller caller, Refusal refusal) {
    CallId call = CallId.create(rooms.ledger().acceptance(), rooms.random());
    new Refusals(caller, dialectOf(caller), call).answer(refusal);
  }

  /// What a caller speaks who asks for a path that both dialects have, or neither.
  private static Dialect dialectOf(Caller caller) {
    return caller.headers().get("anthropic-version").isPresent()
        ? Dialect.ANTHROPIC
        : Dialect.OPENAI;
  }

  private static String cut(String path) {
    return path.length() > 100 ? path.substring(0, 100) + "…" : path;
  }
}
