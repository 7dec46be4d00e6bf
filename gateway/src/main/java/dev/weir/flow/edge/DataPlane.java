package dev.weir.flow.edge;

import dev.weir.base.http.Breach;
import dev.weir.base.http.Exchange;
import dev.weir.base.http.HttpListener;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.credential.Credentials;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Operations;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Routes;
import dev.weir.flow.upstream.ProviderClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The routes for applications. Every route meters or refuses; nothing passes unmetered.
public final class DataPlane implements HttpListener.Receiver {
  private static final String ROUTES =
      Incoming.known()
          + ", GET /v1/models, GET /v1beta/models, GET /weir/me, GET /weir/calls/{id}, POST /weir/feedback, and those of docs/operations-other.md";
  static final Duration OVERLOADED_RETRY_AFTER = Duration.ofSeconds(1);
  private static final String OWN = "/weir/";
  private static final String ME = "/weir/me";
  private static final String CALLS = "/weir/calls/";
  private static final String FEEDBACK = "/weir/feedback";
  private static final Set<String> MODELS = Set.of("/v1/models", "/v1beta/models");
  private static final String REALTIME = "/v1/realtime";
  private static final String SOCKETS =
      "; what is said over a WebSocket passes no meter, and cannot be allowed; POST /v1/realtime/client_secrets and /v1/realtime/calls can, see docs/operations-other.md";

  private final Operations operations = Operations.read();

  /// Replaced as a whole; a call keeps the rooms it was accepted with.
  private volatile Rooms rooms;

  DataPlane(Rooms rooms) {
    this.rooms = rooms;
  }

  /// A data plane over HTTP upstreams.
  ///
  /// @param books what is in force; never blocks
  /// @param counting where counting of tokens may block
  /// @param random for call ids; thread-safe
  /// @param health watches the targets of the routes in force
  /// @param desk looks up calls that have ended
  /// @param feedback takes what users say of calls
  /// @param deferred answers that go on after their calls
  public static DataPlane over(
      ProviderClients clients,
      Credentials credentials,
      Duration headTimeout,
      Supplier<Snapshot> books,
      Routes routes,
      Ledger ledger,
      EdgeLimits limits,
      Executor counting,
      NanoClock nanos,
      RandomGenerator random,
      Signals signals,
      TargetHealth health,
      CallDesk desk,
      FeedbackDesk feedback,
      Tracing tracing,
      Paces paces,
      Deferred deferred) {
    return new DataPlane(
        new Rooms(
            books,
            new Identify(),
            routes,
            ledger,
            new HttpUpstreams(clients, credentials, headTimeout),
            new Settlement(ledger, new TokenCounter(), counting, signals, paces, deferred),
            limits,
            nanos,
            random,
            signals,
            new UnderWay(ledger),
            health,
            desk,
            feedback,
            tracing,
            paces));
  }

  /// The rooms of a call that is accepted now.
  Rooms rooms() {
    return rooms;
  }

  /// The calls under way, for the end of the gateway.
  public UnderWay underWay() {
    return rooms.underWay();
  }

  /// Calls that are accepted from now on go these ways; those under way end as they began, and keep
  /// their clients until then.
  public void go(
      ProviderClients clients,
      Credentials credentials,
      Duration headTimeout,
      Routes routes,
      EdgeLimits limits) {
    rooms = rooms.going(routes, new HttpUpstreams(clients, credentials, headTimeout), limits);
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
    if (caller.path().startsWith(CALLS) && caller.method().equals("GET")) {
      new OwnCall(now).answer(caller, caller.path().substring(CALLS.length()));
      return;
    }
    if (isFeedback(caller)) {
      new UserFeedback(now).take(caller);
      return;
    }
    if (MODELS.contains(caller.path()) && caller.method().equals("GET")) {
      new ModelList(now).answer(caller, dialect(caller));
      return;
    }
    Optional<Incoming> incoming = incoming(caller);
    if (incoming.isPresent()) {
      walk(caller, incoming.get());
      return;
    }
    String allowing = unlisted(caller).map(Unmetered::allowing).orElse("");
    turnAway(
        caller,
        Refusal.of(
            Refusal.Kind.ROUTE_UNKNOWN,
            "no route %s %s; there are %s%s"
                .formatted(cut(caller.method()), cut(caller.path()), ROUTES, allowing)));
  }

  private static boolean isFeedback(Caller caller) {
    return caller.path().equals(FEEDBACK) && caller.method().equals("POST");
  }

  private Optional<Incoming> incoming(Caller caller) {
    return Incoming.of(caller.method(), caller.path())
        .or(() -> operations.find(caller.method(), caller.path(), rooms.routes().families()))
        .or(() -> unlisted(caller).filter(this::isPriced));
  }

  private Optional<Incoming> unlisted(Caller caller) {
    return caller.path().startsWith(OWN)
        ? Optional.empty()
        : Operations.unlisted(caller.method(), caller.path(), rooms.routes().families());
  }

  /// Whether an operator has named the line in the price book. Asked only of lines that nothing
  /// else takes.
  private boolean isPriced(Incoming incoming) {
    Rooms now = rooms;
    PriceBook prices = now.books().get().prices();
    Instant at = now.ledger().acceptance();
    return now.routes().providers().stream()
        .map(provider -> prices.find(provider.prices(), incoming.model(), at))
        .anyMatch(Unmetered::hasRequestPrice);
  }

  /// Takes the rooms anew if their ways were given up since they were read.
  private void walk(Caller caller, Incoming incoming) {
    boolean begun = false;
    while (!begun) {
      begun = new Passage(rooms, caller, incoming).begin();
    }
  }

  /// Nobody can make this gateway keep a body without a key.
  @Override
  public Optional<Consumer<Exchange>> withoutBody(Exchange head) {
    HttpCaller caller = new HttpCaller(head);
    if (isFeedback(caller)) {
      return new UserFeedback(rooms).isKnown(caller) ? Optional.empty() : Optional.of(this::accept);
    }
    Optional<Incoming> incoming = incoming(caller);
    if (incoming.isEmpty()) {
      return Optional.of(this::accept);
    }
    return new Passage(rooms, caller, incoming.get()).unknown().map(refused -> _ -> refused.run());
  }

  @Override
  public void breached(Exchange exchange, Breach breach) {
    Refusal.Kind kind = kind(breach.kind());
    Duration retryAfter = kind == Refusal.Kind.OVERLOADED ? OVERLOADED_RETRY_AFTER : Duration.ZERO;
    HttpCaller caller = new HttpCaller(exchange);
    String detail =
        breach.kind() == Breach.Kind.UPGRADE && caller.path().startsWith(REALTIME)
            ? breach.detail() + SOCKETS
            : breach.detail();
    turnAway(caller, new Refusal(kind, detail, "", retryAfter));
  }

  private static Refusal.Kind kind(Breach.Kind kind) {
    return switch (kind) {
      case MALFORMED, UPGRADE -> Refusal.Kind.REQUEST_INVALID;
      case BODY_LATE -> Refusal.Kind.REQUEST_LATE;
      case BODY_TOO_LARGE -> Refusal.Kind.BODY_TOO_LARGE;
      case REQUEST_LINE_TOO_LONG -> Refusal.Kind.REQUEST_LINE_TOO_LONG;
      case EXPECTATION -> Refusal.Kind.EXPECTATION_UNKNOWN;
      case HEADER_TOO_LARGE -> Refusal.Kind.HEADER_TOO_LARGE;
      case OVERLOADED -> Refusal.Kind.OVERLOADED;
    };
  }

  /// Answers a request that is no call: nobody was identified, no ledger knows it.
  private void turnAway(Caller caller, Refusal refusal) {
    CallId call = CallId.create(rooms.ledger().acceptance(), rooms.random());
    rooms.signals().turnedAway(call, refusal.kind());
    new Refusals(caller, dialect(caller), call).answer(refusal);
  }

  /// The client's, as far as what came of its request tells.
  private static Dialect dialect(Caller caller) {
    return Incoming.dialect(caller.path(), caller.headers().get("anthropic-version").isPresent());
  }

  private static String cut(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
