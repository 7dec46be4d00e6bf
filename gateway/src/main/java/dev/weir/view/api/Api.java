package dev.weir.view.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Breach;
import dev.weir.base.log.LogLine;
import dev.weir.base.store.StoreFailure;
import dev.weir.exchange.usage.OtlpAnswer;
import dev.weir.flow.books.Looks.Look;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Operators;
import dev.weir.view.api.ApiRequest.Caller;
import dev.weir.view.person.Veil;
import dev.weir.view.right.Reach;
import dev.weir.view.right.Right;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Everything the control plane can be asked, without a wire: the HTTP listener and the command
/// line call the same. Thread-safe; blocks.
public final class Api {
  private final RunningGateway gateway;
  private final List<Endpoint> endpoints;
  private final System.Logger log;

  /// @param gates of this gateway, which its daily look uses too
  public Api(RunningGateway gateway, Gates gates, System.Logger log) {
    this.gateway = gateway;
    this.endpoints = RouteTable.of(gateway, gates);
    this.log = log;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /// Answers a request; never throws.
  public ApiResponse handle(ApiRequest request) {
    try {
      return guarded(request, dispatch(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fault(Answer.unavailable("interrupted: the gateway is stopping"), request.content());
    } catch (RuntimeException failure) {
      return failed(request, failure);
    }
  }

  /// What is streamed is made after this has answered, and may fail then.
  private ApiResponse guarded(ApiRequest request, ApiResponse response) {
    return switch (response.body()) {
      case ApiResponse.Body.Whole _ -> response;
      case ApiResponse.Body.Streamed body ->
          response.with(out -> {
            try {
              body.writing().to(out);
            } catch (RuntimeException failure) {
              throw new AnswerFailed(failed(request, failure), failure);
            }
          });
    };
  }

  /// Logs what went wrong, and says what is answered to it.
  private ApiResponse failed(ApiRequest request, RuntimeException failure) {
    if (failure instanceof StoreFailure) {
      String why = String.valueOf(failure.getMessage());
      log.log(System.Logger.Level.ERROR, why);
      return fault(Answer.unavailable(why), request.content());
    }
    log.log(
        System.Logger.Level.ERROR,
        LogLine.defect(
            "a defect of Weir in the API",
            "a defect of Weir in %s %s".formatted(request.method(), request.path()),
            failure));
    return fault(
        new Answer.Fault(
            500,
            "internal",
            "a defect of Weir; its log tells more: " + failure.getClass().getName()),
        request.content());
  }

  private ApiResponse dispatch(ApiRequest request) throws InterruptedException {
    return switch (admission(request)) {
      case Admission.Refused refused -> fault(refused.why, request.content());
      case Admission.Admitted admitted -> carryOut(request, admitted);
    };
  }

  /// How a request is refused whatever its body says; nothing if its body decides. Never blocks.
  ///
  /// @param head a request whose body need not have come
  public Optional<ApiResponse> refusal(ApiRequest head) {
    return switch (admission(head)) {
      case Admission.Refused refused -> Optional.of(fault(refused.why, head.content()));
      case Admission.Admitted _ -> Optional.empty();
    };
  }

  /// Where a request may go.
  private sealed interface Admission {
    /// @param values of the path's variables
    /// @param operator who asks; nobody on the machine itself
    record Admitted(
        Endpoint endpoint, Map<String, String> values, String who, Optional<Operator> operator)
        implements Admission {}

    record Refused(Answer.Fault why) implements Admission {}
  }

  private Admission admission(ApiRequest request) {
    TreeSet<String> otherMethods = new TreeSet<>();
    Optional<Found> best = Optional.empty();
    for (Endpoint endpoint : endpoints) {
      Optional<Map<String, String>> values = endpoint.route().path().match(request.path());
      if (values.isPresent() && endpoint.route().method().equals(request.method())) {
        Found found = new Found(endpoint, values.get());
        best =
            best.filter(other -> other.values.size() <= found.values.size()).or(found::asOptional);
      } else if (values.isPresent()) {
        otherMethods.add(endpoint.route().method());
      }
    }
    if (best.isPresent()) {
      return permitted(request.caller(), best.get());
    }
    if (!otherMethods.isEmpty()) {
      String allow = String.join(", ", otherMethods);
      return new Admission.Refused(
          new Answer.Fault(
              405,
              "method_not_allowed",
              "%s takes %s, was %s".formatted(request.path(), allow, request.method()),
              Map.of("allow", allow)));
    }
    return new Admission.Refused(
        new Answer.Fault(
            404,
            "route_unknown",
            "there is no %s; /api/openapi.json lists what there is".formatted(request.path())));
  }

  /// A route whose path matches; the one with the fewest variables is meant.
  private record Found(Endpoint endpoint, Map<String, String> values) {
    Optional<Found> asOptional() {
      return Optional.of(this);
    }

    Admission by(String who) {
      return new Admission.Admitted(endpoint, values, who, Optional.empty());
    }

    Admission by(Operator operator) {
      return new Admission.Admitted(endpoint, values, Asker.who(operator), Optional.of(operator));
    }
  }

  private Admission permitted(Caller caller, Found found) {
    Optional<Right> right = found.endpoint.takes().right();
    if (right.isEmpty()) {
      return found.by("anybody");
    }
    Operators operators = gateway.books().inForce().operators();
    Instant now = gateway.clock().instant();
    return switch (caller) {
      case Caller.Local local -> found.by(local.who());
      case Caller.Nobody _ -> unknown("this needs an operator's key: Authorization: Bearer wa_…");
      case Caller.Bearer(String secret) ->
          operators
              .find(secret, now)
              .map(operator -> asFar(operator, right.get(), found))
              .orElseGet(() -> unknown("the operator's key is unknown, expired or revoked"));
      case Caller.SignedIn(String id) ->
          operators
              .byId(id, now)
              .map(operator -> asFar(operator, right.get(), found))
              .orElseGet(() -> unknown("who signed in is no operator any more"));
    };
  }

  private static Admission asFar(Operator operator, Right right, Found found) {
    return right.of(operator.role()) == Reach.NOTHING
        ? new Admission.Refused(forbidden(operator, right))
        : found.by(operator);
  }

  private static Answer.Fault forbidden(Operator operator, Right right) {
    return new Answer.Fault(
        403,
        "role_missing",
        "this needs the role %s; '%s' has the role %s"
            .formatted(
                right.roles().stream().map(Role::code).collect(Collectors.joining(" or ")),
                operator.name(),
                operator.role().code()));
  }

  /// Why somebody may not who may only change what is of some use cases; nothing = may.
  private static Optional<Answer.Fault> notOwn(Demand demand, Inquiry inquiry) {
    Optional<Operator> owner =
        inquiry
            .operator()
            .filter(it ->
                demand
                    .right()
                    .filter(right -> right.of(it.role()) == Reach.OWN_USE_CASES)
                    .isPresent());
    return owner.flatMap(it ->
        demand.belongs().useCases(inquiry).stream()
            .filter(useCase -> !it.remit().useCases().contains(useCase))
            .sorted()
            .findFirst()
            .map(useCase ->
                new Answer.Fault(
                    403,
                    "use_case_not_owned",
                    "this changes use case '%s'; '%s' has the role %s"
                        .formatted(useCase, it.name(), it.remit()))));
  }

  private static Admission unknown(String message) {
    return new Admission.Refused(
        new Answer.Fault(401, "key_unknown", message, Map.of("www-authenticate", "Bearer")));
  }

  private ApiResponse carryOut(ApiRequest request, Admission.Admitted admitted)
      throws InterruptedException {
    Endpoint endpoint = admitted.endpoint;
    Content content = request.content();
    int bytes = content.bytes().length;
    int bytesMax = endpoint.takes().bodyBytesMax();
    if (bytes > bytesMax) {
      return fault(
          Answer.tooLarge("the body has at most %d bytes, was %d".formatted(bytesMax, bytes)),
          content);
    }
    boolean raw = endpoint.takes().readsRaw();
    Veil veil = veil(admitted);
    Answer answer;
    try {
      Inquiry inquiry =
          new Inquiry(
              admitted.values,
              Inquiry.parameters(request.query(), known(endpoint)),
              raw ? Json.object() : Json.object(content.bytes()),
              raw ? content : Content.NONE,
              admitted.who,
              admitted.operator,
              veil,
              gateway.clock().instant());
      Optional<Answer.Fault> notOwn = notOwn(endpoint.takes(), inquiry);
      answer = notOwn.isPresent() ? notOwn.get() : endpoint.action().on(inquiry);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException invalid) {
      // What the rooms below find wrong in a caller's text names the thing, the rule and the value.
      answer = Answer.invalid(String.valueOf(invalid.getMessage()));
    }
    ApiResponse response = written(answer, endpoint.gives().status(), content, veil);
    if (veil.hasLooked()) {
      gateway
          .books()
          .facts()
          .looks()
          .note(
              new Look(
                  gateway.clock().instant(),
                  admitted.who,
                  endpoint.route().operation(),
                  veil.isLifted()));
    }
    return response;
  }

  /// Who may see users sees them by their ids; so does who is on the machine itself.
  private Veil veil(Admission.Admitted admitted) {
    boolean isLifted =
        admitted
            .operator
            .filter(it -> Right.READ_USERS.of(it.role()) != Reach.EVERYTHING)
            .isEmpty();
    return new Veil(gateway.pseudonyms(), isLifted, gateway.queries().calls()::user);
  }

  private static Set<String> known(Endpoint endpoint) {
    return endpoint.takes().parameters().stream()
        .map(Demand.Parameter::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ApiResponse written(Answer answer, int status, Content asked, Veil veil) {
    return switch (answer) {
      case Answer.Page page ->
          whole(status, Endpoint.JSON, Json.bytes(veil.over(Json.tree(page.content()))));
      case Answer.Text text -> whole(text.status(), text.type(), text.content().getBytes(UTF_8));
      case Answer.Bytes bytes -> whole(bytes.status(), bytes.type(), bytes.content());
      case Answer.Streamed streamed ->
          whole(status, streamed.type(), new byte[0]).with(streamed.content());
      case Answer.Incomplete incomplete -> {
        ApiResponse partial = written(incomplete.answer(), status, asked, veil);
        Map<String, String> headers = new TreeMap<>(partial.headers());
        headers.put(FromLedger.INCOMPLETE, incomplete.note());
        yield new ApiResponse(partial.status(), partial.type(), headers, partial.body());
      }
      case Answer.Fault fault -> fault(fault, asked);
    };
  }

  private static ApiResponse whole(int status, String type, byte[] body) {
    return new ApiResponse(status, type, Map.of(), new ApiResponse.Body.Whole(body));
  }

  /// What the listener says of a request that it does not take.
  static ApiResponse breached(Breach breach, Content asked) {
    String code = breach.kind().name().toLowerCase(Locale.ROOT);
    Map<String, String> headers =
        breach.kind() == Breach.Kind.OVERLOADED ? Map.of("retry-after", "1") : Map.of();
    return fault(new Answer.Fault(breach.kind().status(), code, breach.detail(), headers), asked);
  }

  /// Who sends protobuf is told in protobuf, as OTLP over HTTP wants it.
  private static ApiResponse fault(Answer.Fault fault, Content asked) {
    if (asked.isProtobuf()) {
      return fault(fault, Content.PROTOBUF, OtlpAnswer.refused(fault.message()));
    }
    Pages.Fault page = new Pages.Fault(new Pages.FaultText(fault.code(), fault.message()));
    return fault(fault, Endpoint.JSON, Json.bytes(Json.tree(page)));
  }

  private static ApiResponse fault(Answer.Fault fault, String type, byte[] body) {
    return new ApiResponse(fault.status(), type, fault.headers(), new ApiResponse.Body.Whole(body));
  }
}
