package dev.weir.view.glance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Ask;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/// How far a trial is by its readout: units, weeks, whether it may be ended, what it says. Before
/// the registered time there is no figure, as the API has none.
///
/// @param readout missing where there is none
/// @param refusal why there is none; a dash where nobody asked
public record HowFar(JsonNode readout, String refusal) {
  /// A readout is made one at a time, so a list has so many at most.
  public static final int READOUTS = 10;

  public static final HowFar NOT_READ = new HowFar(MissingNode.getInstance(), "–");

  private static final Cell UNKNOWN = Cell.of("–");

  /// @param name of the hypothesis
  public static HowFar of(Ask ask, String name) {
    return switch (ask.get("/api/v1/hypotheses/%s/readout".formatted(Entered.encoded(name)))) {
      case Answered.Told(JsonNode tree) -> new HowFar(tree, "–");
      case Answered.Refused why -> new HowFar(MissingNode.getInstance(), why.message());
    };
  }

  private JsonNode first() {
    return readout.path("comparisons").path(0);
  }

  private String verdict() {
    return first().path("verdict").asText();
  }

  /// Units of the smallest arm whose days are over, of those that are planned.
  public Cell smallest() {
    Optional<BigDecimal> counted =
        readout
            .path("groups")
            .valueStream()
            .map(group -> new BigDecimal(group.required("counted").asText()))
            .min(Comparator.naturalOrder());
    return counted
        .map(units -> {
          String planned = Amount.count(Answers.number(readout, "units_per_arm")).text();
          String text = "%s of %s".formatted(Amount.count(units).text(), planned);
          return Cell.of(new Amount(text, units.toPlainString(), ""));
        })
        .orElse(UNKNOWN);
  }

  /// Weeks until the planned units are there.
  public Cell weeks() {
    return Cell.of(Amount.plain(Answers.number(first(), "weeks_needed")));
  }

  public Cell mayEnd() {
    return verdict().isEmpty() ? UNKNOWN : Ended.mayStop(verdict());
  }

  /// Whether units were split as planned.
  public Cell split() {
    JsonNode split = readout.path("split");
    if (split.isMissingNode() || split.isNull()) {
      return UNKNOWN;
    }
    return split.required("blocks").asBoolean()
        ? Cell.of("broken", Tone.BAD)
        : Cell.of("sound", Tone.GOOD);
  }

  /// What came of it, or why nobody can say.
  public Cell says() {
    return verdict().isEmpty() ? Cell.of(refusal) : Ended.verdict(verdict());
  }
}
