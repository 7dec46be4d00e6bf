package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.edge.Scene.Told;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every fault, at the first target and at the last, of whole answers and of streams, in both
/// dialects: what the caller sees, which attempts there were, how each was booked, what it cost.
class AttemptsSimulationTest {
  private static final long[] CHEAP = {1_000_000L, 2_000_000L};
  private static final long[] DEAR = {30_000_000L, 90_000_000L};
  private static final int MAX_TOKENS = 50;
  private static final int SEEDS = 3;

  /// The fallback is dearer.
  ///
  /// @param provider the first one; the other is its second
  private static Routes routes(String provider) {
    Route route =
        new Route.Fallback(
            List.of(SimBooks.to(provider + "/gpt-4o-mini"), SimBooks.to(provider + "2/dear")),
            false);
    return new Routes(
        SimBooks.providers(),
        Map.of("support", route),
        new RoutingRules(RetryRules.USUAL, RetryRules.ONCE));
  }

  /// The attempts at the target with the fault, then what the caller sees. `-` released, at no
  /// charge; `=` settled by the provider's figures, `*` at the bound, `~` by what was counted, or
  /// at the bound where Weir cannot count the model's tokens. Where the caller sees `ok`, the
  /// fallback answered. The first target being at fault, for whole answers and for streams; then
  /// the last, the first one having refused the connection.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "REFUSED       | -not_sent ok         | -not_sent ok         | -not_sent -not_sent 502 | -not_sent -not_sent 502",
        "RESET         | *cut ok              | *cut ok              | *cut 502                | *cut 502",
        "SILENT_HEAD   | *timed_out ok        | *timed_out ok        | *timed_out 504          | *timed_out 504",
        "STATUS_429    | -provider_error ok   | -provider_error ok   | -provider_error -provider_error 429 | -provider_error -provider_error 429",
        "STATUS_500    | -provider_error -provider_error ok | -provider_error -provider_error ok | -provider_error -provider_error 500 | -provider_error -provider_error 500",
        "STATUS_529    | -provider_error -provider_error ok | -provider_error -provider_error ok | -provider_error -provider_error 529 | -provider_error -provider_error 529",
        "STATUS_401    | -provider_error ok   | -provider_error ok   | -provider_error 502     | -provider_error 502",
        "STATUS_403    | -provider_error ok   | -provider_error ok   | -provider_error 403     | -provider_error 403",
        "STATUS_400    | -provider_error 400  | -provider_error 400  | -provider_error 400     | -provider_error 400",
        "FILTERED      | -provider_error 400  | -provider_error 400  | -provider_error 400     | -provider_error 400",
        "TOO_LONG      | -provider_error 400  | -provider_error 400  | -provider_error 400     | -provider_error 400",
        "CUT_EARLY     | *cut ok              | *cut ok              | *cut 502                | *cut torn",
        "CUT_LATE      | *cut ok              | ~cut torn            | *cut 502                | *cut torn",
        "SILENT_EARLY  | *timed_out ok        | *timed_out ok        | *timed_out 504          | *timed_out torn",
        "SILENT_LATE   | *timed_out ok        | ~timed_out torn      | *timed_out 504          | *timed_out torn",
        "ERROR_EARLY   | -provider_error -provider_error ok | -provider_error -provider_error ok | -provider_error -provider_error error | -provider_error error",
        "ERROR_LATE    | -provider_error -provider_error ok | ~provider_error error | -provider_error -provider_error error | *provider_error error",
        "EMPTY         | *cut ok              | *cut ok              | *complete 200           | *cut torn",
        "WRONG_TYPE    | *cut ok              | *cut ok              | *complete 200           | *complete 200",
        "UNENDED_EARLY | *complete 200        | *cut ok              | *complete 200           | *cut torn",
        "UNENDED_LATE  | *complete 200        | ~cut torn            | *complete 200           | *cut torn",
        "WELL          | =complete first      | =complete first      | =complete ok            | =complete ok"
      })
  void eachCellOfTheTable(
      Fate fate, String firstWhole, String firstStream, String lastWhole, String lastStream) {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (boolean openAi : new boolean[] {true, false}) {
        String provider = openAi ? "open" : "anth";
        cell(new Cell(seed, openAi, provider, false, fate, Fate.WELL), firstWhole);
        cell(new Cell(seed, openAi, provider, true, fate, Fate.WELL), firstStream);
        cell(new Cell(seed, openAi, provider, false, Fate.REFUSED, fate), lastWhole);
        cell(new Cell(seed, openAi, provider, true, Fate.REFUSED, fate), lastStream);
      }
    }
  }

  /// The same where the targets speak the other dialect. What the caller's dialect cannot say is an
  /// answer that is none: it is an error, or another target is asked. `529` is `503` to a caller of
  /// OpenAI's, who does not know it.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "REFUSED       | -not_sent ok         | -not_sent ok         | -not_sent -not_sent 502 | -not_sent -not_sent 502",
        "RESET         | *cut ok              | *cut ok              | *cut 502                | *cut 502",
        "SILENT_HEAD   | *timed_out ok        | *timed_out ok        | *timed_out 504          | *timed_out 504",
        "STATUS_429    | -provider_error ok   | -provider_error ok   | -provider_error -provider_error 429 | -provider_error -provider_error 429",
        "STATUS_500    | -provider_error -provider_error ok | -provider_error -provider_error ok | -provider_error -provider_error 500 | -provider_error -provider_error 500",
        "STATUS_529    | -provider_error -provider_error ok | -provider_error -provider_error ok | -provider_error -provider_error 529 | -provider_error -provider_error 529",
        "STATUS_401    | -provider_error ok   | -provider_error ok   | -provider_error 502     | -provider_error 502",
        "STATUS_403    | -provider_error ok   | -provider_error ok   | -provider_error 403     | -provider_error 403",
        "STATUS_400    | -provider_error 400  | -provider_error 400  | -provider_error 400     | -provider_error 400",
        "FILTERED      | -provider_error 400  | -provider_error 400  | -provider_error 400     | -provider_error 400",
        "TOO_LONG      | -provider_error 400  | -provider_error 400  | -provider_error 400     | -provider_error 400",
        "CUT_EARLY     | *cut ok              | *cut ok              | *cut 502                | *cut torn",
        "CUT_LATE      | *cut ok              | ~cut torn            | *cut 502                | *cut torn",
        "SILENT_EARLY  | *timed_out ok        | *timed_out ok        | *timed_out 504          | *timed_out torn",
        "SILENT_LATE   | *timed_out ok        | ~timed_out torn      | *timed_out 504          | *timed_out torn",
        "ERROR_EARLY   | -provider_error -provider_error ok | -provider_error -provider_error ok | -provider_error -provider_error 529 | -provider_error told",
        "ERROR_LATE    | -provider_error -provider_error ok | ~provider_error ~provider_error ok | -provider_error -provider_error 529 | *provider_error told",
        "EMPTY         | *cut ok              | *cut ok              | *cut 502                | *cut torn",
        "WRONG_TYPE    | *cut ok              | *cut ok              | *cut 502                | *cut 502",
        "UNENDED_EARLY | *cut ok              | *cut ok              | *cut 502                | *cut torn",
        "UNENDED_LATE  | *cut ok              | ~cut torn            | *cut 502                | *cut torn",
        "WELL          | =complete first      | =complete first      | =complete ok            | =complete ok"
      })
  void eachCellOfTheTableAcrossDialects(
      Fate fate, String firstWhole, String firstStream, String lastWhole, String lastStream) {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (boolean openAi : new boolean[] {true, false}) {
        String provider = openAi ? "anth" : "open";
        cell(new Cell(seed, openAi, provider, false, fate, Fate.WELL), firstWhole);
        cell(new Cell(seed, openAi, provider, true, fate, Fate.WELL), firstStream);
        cell(new Cell(seed, openAi, provider, false, Fate.REFUSED, fate), lastWhole);
        cell(new Cell(seed, openAi, provider, true, Fate.REFUSED, fate), lastStream);
      }
    }
  }

  /// @param openAi whose dialect the caller speaks
  /// @param provider the first target's; its second is the last target's
  private record Cell(
      long seed, boolean openAi, String provider, boolean stream, Fate first, Fate last) {
    @Override
    public String toString() {
      return "%s then %s, a caller of %s at %s, %s, seed %d"
          .formatted(
              first,
              last,
              openAi ? "OpenAI's" : "Anthropic's",
              provider,
              stream ? "SSE" : "JSON",
              seed);
    }

    /// What a status of the table is in the caller's dialect.
    private String seen(String view) {
      return view.equals("529") && openAi && provider.startsWith("anth") ? "503" : view;
    }
  }

  private static void cell(Cell cell, String expected) {
    Scene scene = new Scene(cell.seed(), routes(cell.provider()));
    Fate first = cell.first();
    Fate last = cell.last();
    scene.fates.put(cell.provider(), first);
    scene.fates.put(cell.provider() + "2", last);
    SimCaller caller = scene.call(cell.openAi(), cell.stream(), "support");
    scene.finish();

    String where = cell.toString();
    boolean atLast = first == Fate.REFUSED && !(last == Fate.WELL && expected.contains("-not"));
    String view = expected.substring(expected.lastIndexOf(' ') + 1);
    String trail = expected.substring(0, expected.lastIndexOf(' '));
    if (atLast) {
      trail = "-not_sent " + trail;
    } else if (view.equals("ok")) {
      trail = trail + " =complete";
    }
    assertThat(trail(scene.told)).as(where).matches(trail.replace("*", "\\*").replace("~", "[~*]"));
    assertView(caller, cell.seen(view), cell, scene.told.size());
    assertCharges(scene, cell.provider(), where);
    assertThat(scene.ledger.open()).as(where).isZero();
    assertThat(caller.kept()).as(where).isFalse();
  }

  private static String trail(List<Told> told) {
    return told.stream().map(AttemptsSimulationTest::mark).collect(Collectors.joining(" "));
  }

  private static String mark(Told told) {
    return switch (told.ended()) {
      case Entry.Released released -> "-" + released.ending().name().toLowerCase(Locale.ROOT);
      case Entry.Settled settled -> {
        boolean reported = settled.usage().provenance() == Provenance.REPORTED;
        boolean bound = settled.usage().output() == MAX_TOKENS;
        yield (reported ? "=" : bound ? "*" : "~")
            + settled.ending().name().toLowerCase(Locale.ROOT);
      }
      case Entry.Expired _ -> "expired";
    };
  }

  private static void assertView(SimCaller caller, String view, Cell cell, int attempts) {
    String where = cell.toString();
    String error = cell.openAi() ? "data: {\"error\":{" : "event: error\ndata: {\"type\":\"error\"";
    String body = new String(caller.received(), UTF_8);
    switch (view) {
      case "first", "ok" -> {
        assertThat(caller.status()).as(where).isEqualTo(200);
        assertThat(caller.complete()).as(where).isTrue();
        boolean second = view.equals("ok");
        assertThat(body)
            .as(where)
            .contains(second ? "\"model\":\"dear\"" : "\"model\":\"gpt-4o-mini\"")
            .doesNotContain("error");
        assertThat(caller.answerHeaders().get("x-weir-attempts"))
            .as(where)
            .contains(Integer.toString(attempts));
        assertThat(caller.answerHeaders().get("x-weir-model"))
            .as(where)
            .contains(second ? "dear" : "gpt-4o-mini");
        assertThat(caller.answerHeaders().get("x-weir-provider"))
            .as(where)
            .contains(cell.provider() + (second ? "2" : ""));
      }
      case "torn" -> {
        assertThat(caller.aborted()).as(where).isTrue();
        assertThat(body)
            .as(where)
            .contains(error)
            .containsAnyOf("upstream_failed", "upstream_timeout");
      }
      case "told" -> {
        assertThat(caller.aborted()).as(where).isTrue();
        assertThat(body).as(where).contains(error, "overloaded").doesNotContain("upstream_");
      }
      case "error" -> {
        assertThat(caller.status()).as(where).isEqualTo(200);
        assertThat(caller.complete()).as(where).isTrue();
        assertThat(body).as(where).contains("overloaded_error");
      }
      default -> {
        assertThat(caller.status()).as(where).isEqualTo(Integer.parseInt(view));
        assertThat(caller.complete()).as(where).isTrue();
        boolean own = view.equals("502") || view.equals("504");
        assertThat(body.contains("upstream_")).as(where).isEqualTo(own);
        assertThat(body.contains("this was attempt " + attempts))
            .as(where + ": names the attempts: " + body)
            .isEqualTo(own && attempts > 1);
      }
    }
    if (cell.stream() && (view.equals("torn") || view.equals("told"))) {
      assertThat(body).as(where).doesNotContain("[DONE]").doesNotContain("message_stop");
    }
  }

  /// Each attempt at its own target's price, and none beyond what it had reserved.
  private static void assertCharges(Scene scene, String name, String where) {
    for (Told told : scene.told) {
      assertThat(told.reserved().attempt()).isEqualTo(scene.told.indexOf(told) + 1);
      if (told.ended() instanceof Entry.Settled settled) {
        long[] price = told.reserved().provider().equals(name) ? CHEAP : DEAR;
        long cost = settled.usage().input() * price[0] + settled.usage().output() * price[1];
        assertThat(settled.charge().total()).as(where).isEqualTo(Money.ofPicos(cost));
        assertThat(settled.charge().total())
            .as(where)
            .isLessThanOrEqualTo(told.reserved().amount());
        if (settled.usage().provenance() == Provenance.REPORTED) {
          assertThat(settled.usage().input()).as(where).isEqualTo(7);
          assertThat(settled.usage().output()).as(where).isEqualTo(9);
        }
      }
    }
  }
}
