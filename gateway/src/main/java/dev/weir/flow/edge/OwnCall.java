package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.edge.CallDesk.Found;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.refusal.Refusal;
import java.time.Instant;
import java.util.Optional;

/// Tells a caller what a call of its own key has cost: `GET /weir/calls/{id}`. Somebody else's call
/// is one that does not exist.
final class OwnCall {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final String NOTHING = "0";

  private final Rooms rooms;

  OwnCall(Rooms rooms) {
    this.rooms = rooms;
  }

  /// @param id as the caller wrote it
  void answer(Caller caller, String id) {
    Instant now = rooms.ledger().acceptance();
    switch (rooms.books().get().keyring().find(new CallerHeaders(caller), now)) {
      case Keyring.Answer.Refused refused ->
          rooms.signals().unknownKey(refuse(caller, refused.refusal()));
      case Keyring.Answer.Known known ->
          call(id)
              .ifPresentOrElse(call -> find(caller, call, known.key().id()), () -> none(caller));
    }
  }

  private static Optional<CallId> call(String id) {
    try {
      return Optional.of(CallId.parse(id));
    } catch (IllegalArgumentException noCallId) {
      return Optional.empty();
    }
  }

  private CallId refuse(Caller caller, Refusal refusal) {
    CallId id = CallId.create(rooms.ledger().acceptance(), rooms.random());
    new Refusals(caller, Dialect.OPENAI, id).answer(refusal);
    return id;
  }

  private void find(Caller caller, CallId call, String key) {
    Optional<String> underWay = rooms.underWay().keyOf(call);
    if (underWay.isEmpty()) {
      rooms
          .desk()
          .find(call, found -> caller.loop().execute(() -> answer(caller, call, key, found)));
    } else if (underWay.get().equals(key)) {
      open(caller, call);
    } else {
      none(caller);
    }
  }

  private void answer(Caller caller, CallId call, String key, Found found) {
    switch (found) {
      case Found.Nothing _ -> none(caller);
      case Found.Later later -> {
        var _ =
            refuse(
                caller,
                new Refusal(
                    Refusal.Kind.OVERLOADED, later.why(), "", DataPlane.OVERLOADED_RETRY_AFTER));
      }
      case Found.Refused refused when refused.key().equals(key) -> {
        JsonOutput json = begun(call, "refused").text("refusal", refused.kind());
        end(caller, OK, json.text("cost_usd", NOTHING));
      }
      case Found.Admitted admitted when admitted.key().equals(key) -> {
        if (admitted.open()) {
          open(caller, call);
        } else {
          ended(caller, call, admitted);
        }
      }
      case Found.Refused _, Found.Admitted _ -> none(caller);
    }
  }

  /// The same wherever the caller may not know more.
  private static void none(Caller caller) {
    JsonOutput json = new JsonOutput().object().object("error");
    json.text("type", "call_unknown").text("message", "this key has made no such call");
    end(caller, NOT_FOUND, json.endObject());
  }

  private static void open(Caller caller, CallId call) {
    end(caller, ACCEPTED, begun(call, "open").nothing("cost_usd").flag("pending", true));
  }

  private void ended(Caller caller, CallId call, Found.Admitted admitted) {
    JsonOutput json = begun(call, "ended");
    json.text("provider", admitted.provider())
        .text("model", admitted.model())
        .number("attempts", admitted.attempts())
        .text("cost_usd", Remaining.usd(admitted.cost()))
        .text("provenance", admitted.provenance());
    Remaining.of(rooms.ledger(), admitted.judged())
        .ifPresentOrElse(
            left -> json.text("budget_remaining_usd", left),
            () -> json.nothing("budget_remaining_usd"));
    end(caller, OK, json);
  }

  private static JsonOutput begun(CallId call, String state) {
    return new JsonOutput().object().text("call", call.toString()).text("state", state);
  }

  private static void end(Caller caller, int status, JsonOutput json) {
    Headers headers = Headers.of("content-type", "application/json");
    caller.end(
        status,
        status == ACCEPTED ? headers.plus("retry-after", "1") : headers,
        json.endObject().bytes());
  }
}
