package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.store.Database;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.price.Charge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Calls of one attempt each, of figures that a test knows.
public final class WrittenCalls {
  private final Random random = new Random(5);
  private final List<Entry> entries = new ArrayList<>();

  public CallId reserved(Map<String, String> tags, boolean stream, boolean quarantined) {
    CallId call = CallId.create(SeededCalls.START, random);
    CallFacts facts =
        new CallFacts(
            new Principal("key_1", Tags.of(tags), quarantined),
            "openai.chat",
            "gpt-4o",
            stream,
            "primary",
            Optional.empty(),
            10);
    entries.add(
        new Entry.Reserved(
            call,
            1,
            SeededCalls.START,
            facts,
            "open",
            "gpt-4o",
            Money.usd("9"),
            10,
            List.of(),
            List.of(),
            "p1",
            "r1",
            Course.first("openai.chat")));
    return call;
  }

  public void settled(CallId call, Usage usage, Charge charge, Ending ending, Timing timing) {
    entries.add(
        new Entry.Settled(
            call,
            1,
            SeededCalls.START,
            usage,
            charge,
            "gpt-4o",
            "",
            "",
            "",
            "",
            200,
            ending,
            timing));
  }

  public void loadInto(Database database) {
    new LedgerDatabase(database).load(SeededCalls.located(entries));
  }
}
