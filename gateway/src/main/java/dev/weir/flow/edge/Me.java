package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.base.money.Total;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.SelfNamed;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.ledger.RuleStanding;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import java.time.Instant;
import java.util.List;

/// Tells a caller what its key and user have left, and what they are in: `GET /weir/me`.
final class Me {
  private final Rooms rooms;

  Me(Rooms rooms) {
    this.rooms = rooms;
  }

  void answer(Caller caller) {
    Snapshot books = rooms.books().get();
    Instant now = rooms.ledger().acceptance();
    switch (books.keyring().find(new CallerHeaders(caller), now)) {
      case Keyring.Answer.Refused refused ->
          rooms.signals().unknownKey(refuse(caller, now, refused.refusal()));
      case Keyring.Answer.Known known -> answer(caller, books, known.key(), now);
    }
  }

  private void answer(Caller caller, Snapshot books, VirtualKey key, Instant now) {
    Identify.Answer who =
        rooms
            .identify()
            .principal(key, books.tags(), new CallerHeaders(caller), SelfNamed.NONE, now);
    switch (who) {
      case Identify.Answer.Refused refused -> {
        var _ = refuse(caller, now, refused.refusal());
      }
      case Identify.Answer.Accepted accepted ->
          caller.end(
              200,
              Headers.of("content-type", "application/json"),
              body(
                  key,
                  accepted.principal(),
                  new OwnArms(books, accepted.principal().tags(), now),
                  rooms.ledger().standingsOf(accepted.principal().tags())));
    }
  }

  private CallId refuse(Caller caller, Instant now, Refusal refusal) {
    CallId id = CallId.create(now, rooms.random());
    new Refusals(caller, Dialect.OPENAI, id).answer(refusal);
    return id;
  }

  private static byte[] body(
      VirtualKey key, Principal principal, OwnArms arms, List<RuleStanding> standings) {
    JsonOutput json = new JsonOutput().object().text("key", key.id()).text("name", key.name());
    json.object("tags");
    principal.tags().forEach(tag -> json.text(tag.name(), tag.value()));
    arms.writeTo(json.endObject());
    json.array("rules");
    standings.forEach(standing -> rule(json, standing));
    return json.endArray().endObject().bytes();
  }

  private static void rule(JsonOutput json, RuleStanding standing) {
    Measure measure = standing.rule().measure();
    json.object()
        .text("id", standing.rule().id())
        .text("mode", standing.rule().enforced() ? "enforce" : "shadow")
        .text("measure", unit(measure))
        .text("window", standing.rule().window().text())
        .text("for", standing.value())
        .text("per", standing.rule().scope().per().orElse(""))
        .text("limit", amount(measure, standing.limit()))
        .text("stop", amount(measure, standing.cap()))
        .text("used", amount(measure, standing.settled()))
        .text("held", amount(measure, standing.reserved()))
        .text("left", amount(measure, standing.left()));
    standing
        .asSet()
        .ifPresent(set ->
            json.text("limit_set", set.amount().toString())
                .text("left_set", set.text(standing.left())));
    standing.resetsAt().ifPresent(at -> json.text("resets_at", at.toString()));
    json.array("where");
    standing.rule().scope().where().forEach(condition -> condition(json, condition));
    json.endArray().endObject();
  }

  private static void condition(JsonOutput json, Condition condition) {
    json.object().text("tag", condition.tag());
    switch (condition) {
      case Condition.In in -> {
        json.array("in");
        in.values().forEach(json::text);
        json.endArray();
      }
      case Condition.Present _ -> json.flag("present", true);
      case Condition.Absent _ -> json.flag("present", false);
    }
    json.endObject();
  }

  private static String unit(Measure measure) {
    return switch (measure) {
      case MONEY -> "usd";
      case TOKENS -> "tokens";
      case REQUESTS -> "requests";
      case CONCURRENT -> "concurrent calls";
    };
  }

  private static String amount(Measure measure, Total total) {
    return measure == Measure.MONEY
        ? (total.equals(Total.ZERO) ? "0" : total.toUsd().stripTrailingZeros().toPlainString())
        : total.toString();
  }
}
