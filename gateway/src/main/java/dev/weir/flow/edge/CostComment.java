package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry.Settled;
import java.util.Optional;

/// The last words of an event stream whose caller asked for its cost: a comment, which readers of
/// event streams pass over.
final class CostComment {
  /// The value of the header that asks for it.
  static final String WANTED = "comment";

  private CostComment() {}

  /// @param settled absent where the tokens are still to be counted
  /// @param left dollars left of the budget that ends first; absent where none counts the call
  static byte[] of(CallId call, Optional<Settled> settled, Optional<String> left) {
    JsonOutput json = new JsonOutput().object().text("call", call.toString());
    settled.ifPresentOrElse(
        entry -> json.text("cost_usd", entry.charge().total().toString()),
        () -> json.nothing("cost_usd").flag("pending", true));
    left.ifPresentOrElse(
        usd -> json.text("budget_remaining_usd", usd), () -> json.nothing("budget_remaining_usd"));
    // The first line end is the stream's own where its last line has none.
    return ("\n: weir " + new String(json.endObject().bytes(), UTF_8) + "\n\n").getBytes(UTF_8);
  }
}
