package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Headers;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.edge.FeedbackDesk.Said;
import dev.weir.flow.edge.FeedbackDesk.Taken;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.refusal.Refusal;

/// Takes what users say of an application's calls: `POST /weir/feedback`.
final class UserFeedback {
  private static final int BODY_MAX = 16 << 10;

  private final Rooms rooms;

  UserFeedback(Rooms rooms) {
    this.rooms = rooms;
  }

  /// Whether a key comes with it: without one no body is kept.
  boolean isKnown(Caller caller) {
    return find(caller) instanceof Keyring.Answer.Known;
  }

  private Keyring.Answer find(Caller caller) {
    return rooms
        .books()
        .get()
        .keyring()
        .find(new CallerHeaders(caller), rooms.ledger().acceptance());
  }

  void take(Caller caller) {
    switch (find(caller)) {
      case Keyring.Answer.Refused refused ->
          rooms.signals().unknownKey(refuse(caller, refused.refusal()));
      case Keyring.Answer.Known known -> take(caller, known.key());
    }
  }

  private void take(Caller caller, VirtualKey key) {
    byte[] body = caller.body();
    if (body.length > BODY_MAX) {
      var _ =
          refuse(
              caller,
              Refusal.of(
                  Refusal.Kind.BODY_TOO_LARGE,
                  "feedback has at most %d bytes, was %d".formatted(BODY_MAX, body.length)));
      return;
    }
    Said said =
        new Said(key.id(), key.fixed().valueOrEmpty(TagNames.USE_CASE), new String(body, UTF_8));
    rooms.feedback().take(said, taken -> caller.loop().execute(() -> answer(caller, taken)));
  }

  private void answer(Caller caller, Taken taken) {
    switch (taken) {
      case Taken.Done(String state) ->
          end(caller, 200, new JsonOutput().object().text("feedback", state));
      case Taken.Invalid(String why) -> {
        var _ = refuse(caller, Refusal.of(Refusal.Kind.BODY_INVALID, why));
      }
      case Taken.NoCall _ -> {
        JsonOutput json = new JsonOutput().object().object("error");
        json.text("type", "call_unknown").text("message", "this key has made no such call");
        end(caller, 404, json.endObject());
      }
      case Taken.Later(String why) -> {
        var _ =
            refuse(
                caller,
                new Refusal(Refusal.Kind.OVERLOADED, why, "", DataPlane.OVERLOADED_RETRY_AFTER));
      }
    }
  }

  private CallId refuse(Caller caller, Refusal refusal) {
    CallId id = CallId.create(rooms.ledger().acceptance(), rooms.random());
    new Refusals(caller, Dialect.OPENAI, id).answer(refusal);
    return id;
  }

  private static void end(Caller caller, int status, JsonOutput json) {
    caller.end(status, Headers.of("content-type", "application/json"), json.endObject().bytes());
  }
}
