package dev.weir.view.replay;

import dev.weir.view.replay.Population.FollowUp;
import dev.weir.view.replay.Population.Traffic;
import dev.weir.view.replay.Population.UseCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Decides who makes each call of a trace, and how. The decisions of a row depend on seed and row
/// alone, so that a longer part of the same trace begins like a shorter one.
final class Casting {
  private static final long ROW_STEP = 0x9E37_79B9_7F4A_7C15L;
  private static final int[] CEILINGS = {256, 1_024, 4_096, 16_384, 65_536};

  private final long seed;
  private final Optional<String> model;
  private final OptionalDouble streamShare;
  private final Weights.Drawing<UseCase> useCases;
  private final Map<UseCase, Habits> habits = new HashMap<>();

  private record Habits(
      Weights.Drawing<String> models,
      Weights.Drawing<String> purposes,
      Optional<Weights.Drawing<Integer>> users) {}

  /// @param model of every call, instead of the population's
  /// @param streamShare of every use case, instead of its own
  Casting(Population population, long seed, Optional<String> model, OptionalDouble streamShare) {
    this.seed = seed;
    this.model = model;
    this.streamShare = streamShare;
    Map<UseCase, Double> weights = new LinkedHashMap<>();
    for (UseCase useCase : population.useCases()) {
      weights.put(useCase, useCase.weight());
      habits.put(useCase, habits(useCase));
    }
    this.useCases = new Weights<>(weights).drawing();
  }

  private static Habits habits(UseCase useCase) {
    return new Habits(
        useCase.models().drawing(),
        useCase.purposes().drawing(),
        useCase.users() == 0
            ? Optional.empty()
            : Optional.of(Weights.zipf(useCase.users()).drawing()));
  }

  /// The calls of a trace, in its order.
  List<PlannedCall> cast(List<TraceRow> trace) {
    List<PlannedCall> calls = new ArrayList<>(trace.size());
    for (TraceRow row : trace) {
      SplittableRandom random = new SplittableRandom(seed + calls.size() * ROW_STEP);
      UseCase useCase = useCases.draw(random);
      calls.add(call(calls.size(), row, useCase, ceiling(row.output()), random));
    }
    return calls;
  }

  /// Made-up traffic of the use cases that have some, for a while, by time.
  List<PlannedCall> invent(List<UseCase> of, Duration length) {
    record Arrival(TraceRow row, UseCase useCase, int maxTokens) {}

    List<Arrival> arrivals = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (UseCase useCase : of) {
      if (useCase.traffic().isEmpty()) {
        continue;
      }
      Traffic traffic = useCase.traffic().get();
      double seconds = gap(traffic, random);
      while (seconds < length.toSeconds()) {
        int input = drawn(traffic.input(), traffic.spread(), random);
        int output =
            Math.min(drawn(traffic.output(), traffic.spread(), random), traffic.maxTokens());
        Duration at = Duration.ofNanos((long) (seconds * 1e9));
        arrivals.add(new Arrival(new TraceRow(at, input, 0, output), useCase, traffic.maxTokens()));
        seconds += gap(traffic, random);
      }
    }
    arrivals.sort(Comparator.comparing(arrival -> arrival.row().at()));
    List<PlannedCall> calls = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
      SplittableRandom own = new SplittableRandom(seed + calls.size() * ROW_STEP);
      calls.add(call(calls.size(), arrival.row(), arrival.useCase(), arrival.maxTokens(), own));
    }
    return calls;
  }

  private static double gap(Traffic traffic, SplittableRandom random) {
    return -Math.log(1 - random.nextDouble()) * 60 / traffic.perMinute();
  }

  private static int drawn(int median, double spread, SplittableRandom random) {
    return (int) Math.max(1, Math.round(median * Math.exp(spread * random.nextGaussian())));
  }

  private PlannedCall call(
      int index, TraceRow row, UseCase useCase, int maxTokens, SplittableRandom random) {
    Habits habit = habits.getOrDefault(useCase, habits(useCase));
    String drawnModel = habit.models().draw(random);
    String purpose = habit.purposes().draw(random);
    String user = habit.users().map(users -> "user-%04d".formatted(users.draw(random))).orElse("");
    boolean stream = random.nextDouble() < streamShare.orElse(useCase.streamShare());
    Map<String, String> tags = new TreeMap<>();
    useCase
        .tags()
        .forEach((tag, values) -> {
          if (!values.isEmpty()) {
            tags.put(tag, values.get(random.nextInt(values.size())));
          }
        });
    List<PlannedCall> children = new ArrayList<>();
    for (FollowUp next : useCase.followUps()) {
      if (random.nextDouble() < next.share()) {
        children.add(
            new PlannedCall(
                index,
                row.at(),
                useCase,
                next.model(),
                user,
                next.purpose(),
                false,
                tags,
                next.input(),
                0,
                next.output(),
                ceiling(next.output()),
                List.of()));
      }
    }
    return new PlannedCall(
        index,
        row.at(),
        useCase,
        model.orElse(drawnModel),
        user,
        purpose,
        stream,
        tags,
        row.input(),
        row.cached(),
        row.output(),
        maxTokens,
        children);
  }

  /// The `max_tokens` of a caller who does not know how long the answer will be: the smallest usual
  /// ceiling that does not cut it.
  private static int ceiling(int output) {
    for (int ceiling : CEILINGS) {
      if (output <= ceiling) {
        return ceiling;
      }
    }
    return output;
  }
}
