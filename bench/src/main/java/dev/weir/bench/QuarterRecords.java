package dev.weir.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Usage records of ninety days as a company has them: few use cases make most calls, each with its
/// teams, models and features; thousands of people. From a seed, one after the other in time.
final class QuarterRecords {
  static final int DAYS = 90;
  static final int USE_CASES = 24;
  static final List<String> MODELS = List.of("m1", "m2", "m3", "m4", "m5", "m6");
  static final List<String> PROVIDERS = List.of("up", "other");

  private static final int USERS = 4_000;
  private static final int FEATURES = 40;
  private static final int RELEASES = 12;
  private static final int TEAMS = 16;
  private static final long SEED = 7;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private final Instant from;
  private final long stepMicros;
  private final StringBuilder text = new StringBuilder();
  private long next;

  /// @param now when the last of them was used, at the latest
  QuarterRecords(Instant now, long count) {
    this.from = now.minus(Duration.ofDays(DAYS));
    this.stepMicros = Duration.ofDays(DAYS).dividedBy(count).toNanos() / 1_000;
  }

  long made() {
    return next;
  }

  /// As the API takes them in JSON.
  String objects(int records) {
    text.setLength(0);
    text.append("{\"records\":[");
    for (int i = 0; i < records; i++) {
      text.append(i == 0 ? "" : ",");
      add();
      next++;
    }
    return text.append("]}").toString();
  }

  private void add() {
    int useCase = few(USE_CASES);
    int user = useCase * 131 + few(USERS / USE_CASES);
    Instant at = from.plusNanos(Math.multiplyExact(next * stepMicros, 1_000L));
    text.append("{\"id\":\"q-").append(next).append("\",\"at\":\"").append(at);
    model(useCase);
    text.append(",\"account\":\"a").append(useCase % 3);
    text.append("\",\"purpose\":\"").append(random.nextInt(12) == 0 ? "guardrail" : "primary");
    text.append("\",\"usage\":{\"input\":").append(400 + random.nextInt(4_000));
    text.append(",\"cache_read\":").append(random.nextInt(400));
    text.append(",\"output\":").append(50 + random.nextInt(900));
    text.append("},\"tags\":{\"use_case\":\"uc").append(useCase);
    text.append("\",\"team\":\"t").append((useCase + few(2)) % TEAMS);
    text.append("\",\"department\":\"d").append(useCase % 6);
    text.append("\",\"cost_centre\":\"cc").append(useCase % 9);
    text.append("\",\"environment\":\"").append(few(20) == 19 ? "staging" : "production");
    text.append("\",\"user\":\"u").append(user);
    text.append("\",\"session\":\"s").append(next / 40).append('-').append(user);
    text.append("\",\"feature\":\"f").append((useCase * 5 + few(4)) % FEATURES);
    text.append("\",\"release\":\"r")
        .append(next * stepMicros / (86_400_000_000L * DAYS / RELEASES));
    text.append("\"}}");
  }

  /// Each use case has a usual model and another; a model is one provider's.
  private void model(int useCase) {
    int model = (useCase + (random.nextInt(5) == 0 ? 1 : 0)) % MODELS.size();
    String provider = PROVIDERS.get(model % PROVIDERS.size());
    text.append("\",\"provider\":\"").append(provider);
    text.append("\",\"model\":\"").append(MODELS.get(model)).append('"');
  }

  /// One of so many, the first far more often than the last.
  private int few(int many) {
    double even = random.nextDouble();
    return (int) (many * even * even * even);
  }
}
