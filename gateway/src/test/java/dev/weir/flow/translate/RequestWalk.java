package dev.weir.flow.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FieldNames;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What becomes of every recorded request of one pair's callers: it is translated, which is read
/// again by the target's own strict reader, held against what the target's vendor says of the form,
/// compared by what it says, and translated back; or it is refused by the names of fields.
final class RequestWalk {
  private static final Translations TRANSLATIONS = new Translations(1 << 22);
  private static final long OUTPUT_MAX = 64_000;

  private final Pair pair;
  private final VendorSchema schema;
  private final FieldNames names;
  private final Set<String> features;
  private final Set<String> contract;
  private final SortedMap<String, Integer> refused = new TreeMap<>();
  private final SortedSet<String> notBackFor = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();
  private int requests;
  private int translated;
  private int back;
  private int notBack;

  private RequestWalk(Pair pair) throws IOException {
    this.pair = pair;
    schema = VendorSchema.of(pair.to());
    names = Wires.of(pair.from()).orElseThrow().names();
    features = List.of(Feature.values()).stream().map(names::of).collect(Collectors.toSet());
    contract = pair.cannotCarry().stream().map(names::of).collect(Collectors.toSet());
  }

  static RequestWalk of(Pair pair) throws IOException {
    var walk = new RequestWalk(pair);
    for (RecordedCalls.Asked asked : RecordedCalls.requests(pair.from())) {
      walk.request(asked);
    }
    return walk;
  }

  /// What went otherwise than it must, each with its recording.
  List<String> wrong() {
    return wrong;
  }

  int requests() {
    return requests;
  }

  int translated() {
    return translated;
  }

  /// Those that were translated back and said the same.
  int back() {
    return back;
  }

  /// Those whose translation the back pair refuses.
  int notBack() {
    return notBack;
  }

  /// The fields for which they are refused on their way back, by the names of the target's wire.
  SortedSet<String> notBackFor() {
    return notBackFor;
  }

  /// How many requests were refused for each field.
  SortedMap<String, Integer> refused() {
    return refused;
  }

  private static Prepared prepare(byte[] body, Ask ask, Wire to) {
    String model =
        switch (to) {
          case BEDROCK_CONVERSE -> "us.anthropic.claude-sonnet";
          case GEMINI_GENERATE -> "gemini-3-pro";
          default -> "their-model";
        };
    return TRANSLATIONS.prepare(
        new Translations.Asked(body, ask, List.of(), Instant.EPOCH, "call-id"),
        new Translations.Bound(to, model, OptionalLong.of(OUTPUT_MAX), Set.of()));
  }

  private void request(RecordedCalls.Asked asked) throws IOException {
    requests++;
    String where = asked.recorded().where();
    switch (prepare(asked.body(), asked.ask(), pair.to())) {
      case Prepared.Translated its -> {
        translated++;
        translated(asked, its);
      }
      case Prepared.NotCarried(List<Loss> losses, int _) -> {
        Set<String> fields = losses.stream().map(Loss::field).collect(Collectors.toSet());
        fields.forEach(field -> refused.merge(field, 1, Integer::sum));
        Set<String> unread = unread(asked);
        fields.removeIf(field ->
            !features.contains(field) || contract.contains(field) || unread.contains(field));
        if (!fields.isEmpty()) {
          wrong.add(where + " loses what its contract does not say: " + fields);
        }
      }
      case Prepared.Malformed(String why) -> wrong.add(where + " is malformed: " + why);
      case Prepared.Unpaired _ -> wrong.add(where + " has no pair");
    }
  }

  /// What no conversation has words for, whatever the target.
  private Set<String> unread(RecordedCalls.Asked asked) {
    var losses = new Losses(names, Set.of());
    try {
      var once = new RequestReader.Asked(asked.ask().model(), asked.ask().stream());
      Wires.of(pair.from()).orElseThrow().asked().read(once, asked.body(), losses);
    } catch (JsonFault fault) {
      throw new IllegalStateException(fault);
    }
    return losses.refused().stream().map(Loss::field).collect(Collectors.toSet());
  }

  private void translated(RecordedCalls.Asked asked, Prepared.Translated its) throws IOException {
    String where = asked.recorded().where();
    var losses = new Losses(names, Set.of());
    try {
      var again = new RequestReader.Asked(its.ask().model(), its.ask().stream());
      Wires.of(pair.to()).orElseThrow().asked().read(again, its.body(), losses);
    } catch (JsonFault fault) {
      wrong.add("%s is not read again: %s".formatted(where, fault.getMessage()));
    }
    if (!losses.refused().isEmpty()) {
      wrong.add("%s has what its own reader does not know: %s".formatted(where, losses.refused()));
    }
    JsonNode body = SlowJson.tree(its.body());
    schema.request(body).forEach(each -> wrong.add("%s is invalid: %s".formatted(where, each)));
    if (its.ask().stream() != asked.ask().stream()) {
      wrong.add(where + " is a stream on one side only");
    }
    JsonNode source = SlowJson.tree(asked.body());
    same(where + " says another thing", source, SlowRequest.of(pair.to(), body), pair.to());
    if (Pairs.of(pair.to(), pair.from()).isPresent()) {
      back(where, source, its);
    }
  }

  private void back(String where, JsonNode source, Prepared.Translated its) throws IOException {
    switch (prepare(its.body(), its.ask(), pair.from())) {
      case Prepared.Translated again -> {
        back++;
        JsonNode body = SlowJson.tree(again.body());
        String what = where + " comes back as another";
        same(what, source, SlowRequest.of(pair.from(), body), pair.to());
      }
      case Prepared.NotCarried(List<Loss> losses, int _) -> {
        notBack++;
        losses.forEach(loss -> notBackFor.add(loss.field()));
      }
      case Prepared.Malformed(String why) -> wrong.add(where + " comes back malformed: " + why);
      case Prepared.Unpaired _ -> throw new IllegalStateException("there is a pair");
    }
  }

  /// @param through the wire it went through
  private void same(String what, JsonNode source, SlowRequest said, Wire through) {
    SlowRequest expected = SlowRequest.of(pair.from(), source);
    if (through == Wire.ANTHROPIC_MESSAGES) {
      expected.atMost(OUTPUT_MAX);
    }
    boolean google = pair.from() == Wire.GEMINI_GENERATE;
    List<String> without =
        google || through == Wire.GEMINI_GENERATE ? List.of("strict ") : List.of();
    String theirs = expected.said(google, without);
    String ours = said.said(google, without);
    if (!ours.equals(theirs)) {
      wrong.add("%s: %s".formatted(what, SlowJson.difference(theirs, ours)));
    }
  }
}
