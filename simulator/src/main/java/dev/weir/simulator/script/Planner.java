package dev.weir.simulator.script;

import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.FaultQueue;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Decides every answer from the request, its directive, the settings of the process and the seed.
public final class Planner {
  private static final double LENGTH_MEDIAN = 120;
  private static final double LENGTH_SPREAD = 0.8;
  private static final int LENGTH_MAX = 1_500;
  private static final long VISIBLE_MAX = 1_000_000;

  private final Settings settings;
  private final Tokenizer tokenizer;
  private final FaultQueue faults;

  public Planner(Settings settings, Tokenizer tokenizer, FaultQueue faults) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.faults = faults;
  }

  /// What the process was started with.
  ///
  /// @param countReally whether directives' `in` is set aside and the prompt counted instead
  /// @param base settings for requests that do not say otherwise
  public record Settings(
      long seed,
      boolean countReally,
      Directive base,
      Latency latency,
      Map<String, Latency> latencies,
      int tokensPerFrame) {
    public Settings {
      latencies = Map.copyOf(latencies);
    }
  }

  /// @throws IllegalArgumentException when the directive is wrong or contradicts itself
  public Plan plan(Wish wish, Directive asked) {
    Directive directive = asked.over(settings.base());
    long seed = directive.number("seed", settings.seed() ^ wish.bodyHash());
    List<String> calls = Composition.calls(directive);
    var whole = new Composition(directive, wish.forms(), calls, seed, false);
    long length = length(wish, directive, seed, whole.tokensMin());
    long perChoice = wish.tokensMax() < 0 ? length : Math.min(length, wish.tokensMax());
    Usage bill = bill(wish, directive, perChoice);
    long visible = perChoice - Math.min(directive.number("reasoning", 0), perChoice);
    if (visible > VISIBLE_MAX) {
      throw new IllegalArgumentException("out is limited to " + VISIBLE_MAX + " visible tokens");
    }
    boolean limited = perChoice < length;
    var composition = new Composition(directive, wish.forms(), calls, seed, limited);
    var ordered = ordered(wish, directive);
    return new Plan(
        directive.text("model", wish.model()),
        directive.text("tier", "default"),
        bill,
        perChoice,
        wish.choices(),
        composition.parts((int) visible),
        finish(directive, limited, !calls.isEmpty()),
        (int) Math.max(1, directive.number("tpf", settings.tokensPerFrame())),
        settings.latencies().getOrDefault(wish.model(), settings.latency()).with(directive),
        ordered.faults(),
        ordered.text(),
        directive.text("hold"),
        directive.text("recording"),
        seed);
  }

  private static Finish finish(Directive directive, boolean limited, boolean calls) {
    if (limited) {
      return Finish.LIMIT;
    }
    if (directive.number("filter", 0) == 1) {
      return Finish.FILTER;
    }
    return calls ? Finish.TOOL : Finish.STOP;
  }

  /// Counts a prompt as this process counts, or takes the count asked for.
  public long input(Wish wish, Directive directive) {
    boolean told = directive.text("in") != null && !settings.countReally();
    return told ? directive.number("in", 0) : tokenizer.count(wish.model(), wish.prompt());
  }

  private Usage bill(Wish wish, Directive directive, long perChoice) {
    long thought = directive.number("reasoning", 0) + directive.number("think", 0);
    return new Usage(
        input(wish, directive),
        directive.number("cached", 0),
        directive.number("write5m", 0),
        directive.number("write1h", 0),
        perChoice * wish.choices(),
        Math.min(thought, perChoice) * wish.choices());
  }

  private static long length(Wish wish, Directive directive, long seed, int tokensMin) {
    if (!wish.answersText()) {
      return 0;
    }
    RandomGenerator random = new SplittableRandom(seed);
    double drawn = LENGTH_MEDIAN * Math.exp(LENGTH_SPREAD * random.nextGaussian());
    long length = Math.clamp((long) drawn, 1, LENGTH_MAX);
    return directive.number("out", Math.max(length, tokensMin));
  }

  private FaultQueue.Taken ordered(Wish wish, Directive directive) {
    String text = directive.text("fault");
    return text == null
        ? faults.take(wish.model())
        : new FaultQueue.Taken(text, directive.faults());
  }
}
